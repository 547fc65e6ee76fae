import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { mapWriteError } from '../../files/replaceFile.ts';
import {
  geoPackageApplicationId,
  initialiseGeoPackage,
  registerCoordinateSystem,
} from '../geopackage/initialiseGeoPackage.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { openDatabase } from '../sqlite/openDatabase.ts';
import { sql } from '../sqlite/sql.ts';
import { assertLocalFolder } from './assertLocalFolder.ts';
import { backUpDatabase } from './backUpDatabase.ts';
import { type Command, runCommand } from './commandLog.ts';
import { migrate, readSchemaVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations as allMigrations } from './migrations/migrations.ts';
import { releaseSessionLock, takeSessionLock } from './sessionLock.ts';

export const projectFileName = 'project.gpkg';

/** Longest edge of a new project before it is split for the ellipsoidal area. */
const defaultEdgeSplitMeters = 70;

/** A project this process holds the lock of. */
export interface OpenProject {
  readonly directory: string;
  /** Path of project.gpkg. */
  readonly file: string;
  readonly database: WritableDatabase;
  readonly name: string;
  readonly createdAtUtc: string;
  readonly crs: CoordinateSystem;
  readonly schemaVersion: number;
  readonly clock: () => Date;
  /** Gives back the lock and closes the file; no -wal stays behind. A second call does nothing. */
  close(): void;
}

export interface OpenProjectOptions {
  readonly clock?: () => Date;
  /** Tests of migrations give a shorter list. */
  readonly migrations?: readonly Migration[];
}

/**
 * Makes a project in an empty or absent folder and opens it. `crs` is a code such as 'EPSG:4545'.
 * Throws PROJECT_EXISTS, PROJECT_FOLDER_SHARED, FOLDER_NOT_WRITABLE, CRS_UNSUPPORTED.
 */
export async function createProject(
  request: { readonly directory: string; readonly name: string; readonly crs: string; readonly by?: string },
  options: OpenProjectOptions = {},
): Promise<OpenProject> {
  const system = findCoordinateSystem(request.crs);
  if (system === undefined || !system.convertible) {
    throw new AppError('CRS_UNSUPPORTED', { crs: request.crs });
  }
  assertLocalFolder(request.directory);
  const directory = resolve(request.directory);
  prepareEmptyFolder(directory);
  const clock = options.clock ?? (() => new Date());
  const file = join(realpathSync(directory), projectFileName);
  const database = openDatabase(file, { create: true });
  try {
    const nowUtc = clock().toISOString();
    database.transaction(() => {
      initialiseGeoPackage(database);
      registerCoordinateSystem(database, system);
    });
    migrate(database, options.migrations ?? allMigrations, nowUtc);
    const command: Command = {
      kind: 'project.create',
      target: 'project',
      by: request.by ?? '',
      oldValue: null,
      newValue: { name: request.name, crs: system.code },
    };
    runCommand({ database, clock }, command, (db) =>
      db.run(sql`
        INSERT INTO project (id, name, crs, created_at_utc, edge_split_meters)
        VALUES (1, ${request.name}, ${system.code}, ${nowUtc}, ${defaultEdgeSplitMeters})`),
    );
  } finally {
    database.close();
  }
  return openProject(directory, options);
}

/**
 * Opens a project for work: checks that the file is ours, whole, not newer than this program and not in use;
 * migrates an older one after a backup.
 * Throws PROJECT_NOT_FOUND, PROJECT_FOLDER_SHARED, GPKG_NOT_A_GEOPACKAGE, PROJECT_NEWER_THAN_APP, PROJECT_CORRUPT,
 * PROJECT_IN_USE, PROJECT_READ_ONLY, PROJECT_FILE_LOCKED. A project refused is left as it was.
 */
export async function openProject(
  directoryGiven: string,
  options: OpenProjectOptions = {},
): Promise<OpenProject> {
  assertLocalFolder(directoryGiven);
  const directory = resolve(directoryGiven);
  if (!existsSync(join(directory, projectFileName))) {
    throw new AppError('PROJECT_NOT_FOUND', { folder: directory });
  }
  const clock = options.clock ?? (() => new Date());
  const migrations = options.migrations ?? allMigrations;
  const appVersion = migrations.at(-1)?.number ?? 0;
  const file = join(realpathSync(directory), projectFileName);

  assertGeoPackageHeader(file);
  // looked at read-only first, so that a file we then refuse has not been touched
  const fileVersion = withReader(file, (reader) => {
    const version = readSchemaVersion(reader);
    if (version > appVersion) {
      throw new AppError('PROJECT_NEWER_THAN_APP', { file, fileVersion: version, appVersion });
    }
    if (version === 0) throw new AppError('PROJECT_CORRUPT', { file, detail: 'th_migrations' });
    assertWhole(reader);
    return version;
  });

  const database = openDatabase(file);
  try {
    takeSessionLock(database, clock().toISOString());
    if (fileVersion < appVersion) {
      await backUpDatabase(database, join(directory, 'backups', `before-migration-from-${fileVersion}.gpkg`));
      migrate(database, migrations, clock().toISOString());
    }
    return describeProject(directory, database, appVersion, clock);
  } catch (error) {
    releaseSessionLock(database);
    database.close();
    throw error;
  }
}

function describeProject(
  directory: string,
  database: WritableDatabase,
  schemaVersion: number,
  clock: () => Date,
): OpenProject {
  const row = database.get<{ name: string; crs: string; createdAtUtc: string }>(
    sql`SELECT name, crs, created_at_utc AS createdAtUtc FROM project`,
  );
  const crs = row === undefined ? undefined : findCoordinateSystem(row.crs);
  if (row === undefined || crs === undefined) {
    throw new AppError('PROJECT_CORRUPT', { file: database.file, detail: `crs ${row?.crs ?? ''}` });
  }
  return {
    directory,
    file: database.file,
    database,
    name: row.name,
    createdAtUtc: row.createdAtUtc,
    crs,
    schemaVersion,
    clock,
    close() {
      if (!database.isOpen) return;
      releaseSessionLock(database);
      database.close();
    },
  };
}

/** Folder by folder: Node's own recursive mkdir never ends where a parent answers ENOENT for ever, as /proc does. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  makeFolder(dirname(directory));
  mkdirSync(directory);
}

function prepareEmptyFolder(directory: string): void {
  try {
    makeFolder(directory);
  } catch (error) {
    throw mapWriteError(error, join(directory, projectFileName));
  }
  const isEmptyFolder = statSync(directory).isDirectory() && readdirSync(directory).length === 0;
  if (!isEmptyFolder) throw new AppError('PROJECT_EXISTS', { folder: directory });
}

/** The first bytes say whether this is SQLite and whether it calls itself a GeoPackage. */
function assertGeoPackageHeader(file: string): void {
  const header = Buffer.alloc(100);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('FILE_UNREADABLE', { file, detail }, { cause: error });
  }
  let length: number;
  try {
    length = readSync(descriptor, header, 0, header.length, 0);
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('FILE_UNREADABLE', { file, detail }, { cause: error });
  } finally {
    closeSync(descriptor);
  }
  const isSqlite = length === 100 && header.toString('latin1', 0, 16) === 'SQLite format 3\0';
  if (!isSqlite || header.readUInt32BE(68) !== geoPackageApplicationId) {
    throw new AppError('GPKG_NOT_A_GEOPACKAGE', { file });
  }
}

function assertWhole(db: ReadableDatabase): void {
  const problems = db.pragma<{ quick_check: string }>('quick_check(1)');
  const first = problems[0]?.quick_check;
  if (first !== 'ok')
    throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: first ?? 'quick_check' });
}

function withReader<T>(file: string, read: (reader: ReadableDatabase) => T): T {
  const reader = openDatabase(file, { readOnly: true });
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}
