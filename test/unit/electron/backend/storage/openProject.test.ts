import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findSharedMount } from '../../../../../electron/backend/storage/project/assertLocalFolder.ts';
import { schemaVersion } from '../../../../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { describeWhenAvailable } from '../../../../support/availability.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import {
  hasGdal,
  hasValidator,
  runOgrInfo,
  validateGeoPackage,
} from '../../../../support/geoPackageTools.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const harness = new URL('../../../../support/writeVerdicts.ts', import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;

function create(directory: string, crs = 'EPSG:4545') {
  return createProject({ directory, name: '测试县', crs });
}

describe('createProject', () => {
  it('makes a project that opens again with its name and coordinate system', async () => {
    const directory = join(temporaryFolder(), '深', '项目');
    const project = await create(directory);
    project.close();
    const again = await openProject(directory);
    expect(again).toMatchObject({ directory, name: '测试县', crs: { code: 'EPSG:4545' }, schemaVersion });
    again.close();
    again.close();
    expect(readdirSync(directory)).toEqual(['project.gpkg']);
  });

  it('refuses a folder that already holds something, and leaves it alone', async () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, '说明.txt'), 'x');
    await expect(create(directory)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(readdirSync(directory)).toEqual(['说明.txt']);
  });

  it('refuses a file in the place of the folder, and a folder below a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(create(file)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    await expect(create(join(file, 'deeper'))).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
  });

  it.each(['EPSG:2384', 'EPSG:3857', 'EPSG:0', ''])('refuses %s as coordinate system', async (crs) => {
    const directory = join(temporaryFolder(), 'project');
    await expect(create(directory, crs)).rejects.toMatchObject({ code: 'CRS_UNSUPPORTED' });
  });

  it.each([
    '\\\\server\\share\\project',
    '//server/share/project',
    '/home/u/OneDrive/项目',
    '/home/u/OneDrive - 自然资源局/项目',
    '/home/u/我的坚果云/项目',
    '/home/u/Nutstore Files/项目',
    '/home/u/Dropbox/项目',
    '/Users/u/Library/Mobile Documents/com~apple~CloudDocs/项目',
    'C:\\Users\\u\\iCloudDrive\\项目',
  ])('refuses the shared folder %s', async (directory) => {
    await expect(create(directory)).rejects.toMatchObject({ code: 'PROJECT_FOLDER_SHARED' });
    await expect(openProject(directory)).rejects.toMatchObject({ code: 'PROJECT_FOLDER_SHARED' });
  });
});

describe('findSharedMount', () => {
  const mounts = [
    '/dev/sda1 / ext4 rw 0 0',
    'nas:/export /mnt/my\\040nas nfs4 rw 0 0',
    '/dev/sdb1 /mnt/my\\040nas/usb fuseblk rw 0 0',
    '//pc/share /media/share cifs rw 0 0',
    'u@h: /home/u/ssh fuse.sshfs rw 0 0',
  ].join('\n');

  it.each([
    ['/mnt/my nas/project', '/mnt/my nas'],
    ['/media/share', '/media/share'],
    ['/home/u/ssh/a/b', '/home/u/ssh'],
  ])('finds %s on a shared mount', (path, mount) => {
    expect(findSharedMount(path, mounts)).toBe(mount);
  });

  it.each(['/home/u/project', '/mnt/my nas/usb/project', '/media/shared'])(
    'finds %s on a local disk',
    (path) => {
      expect(findSharedMount(path, mounts)).toBeUndefined();
    },
  );
});

describe('openProject', () => {
  it('says that a folder is no project', async () => {
    const directory = temporaryFolder();
    await expect(openProject(directory)).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
    await expect(openProject(join(directory, 'absent'))).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('图斑'.repeat(500))],
    ['a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5000, 1)])],
  ])('says that %s is no GeoPackage and leaves it as it was', async (_, content) => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'project.gpkg'), content);
    await expect(openProject(directory)).rejects.toMatchObject({ code: 'GPKG_NOT_A_GEOPACKAGE' });
    expect(readFileSync(join(directory, 'project.gpkg')).equals(content)).toBe(true);
    expect(readdirSync(directory)).toEqual(['project.gpkg']);
  });

  it('says that an SQLite file of another kind is no GeoPackage', async () => {
    const directory = temporaryFolder();
    const other = new Sqlite(join(directory, 'project.gpkg'));
    other.exec('CREATE TABLE t (a)');
    other.close();
    await expect(openProject(directory)).rejects.toMatchObject({ code: 'GPKG_NOT_A_GEOPACKAGE' });
  });

  it('says that a GeoPackage of somebody else is no project of ours', async () => {
    const directory = temporaryFolder();
    const other = new Sqlite(join(directory, 'project.gpkg'));
    other.exec('CREATE TABLE t (a); PRAGMA application_id = 0x47504B47');
    other.close();
    await expect(openProject(directory)).rejects.toMatchObject({ code: 'PROJECT_CORRUPT' });
  });

  it('refuses a project of a newer program and changes not one byte of it', async () => {
    const project = await buildProject();
    project.database.run(sql`INSERT INTO th_migrations VALUES (999, '0999-from-the-future', '2030-01-01')`);
    project.close();
    const before = readFileSync(project.file);
    await expect(openProject(project.directory)).rejects.toMatchObject({
      code: 'PROJECT_NEWER_THAN_APP',
      params: { fileVersion: 999, appVersion: schemaVersion },
    });
    expect(readFileSync(project.file).equals(before)).toBe(true);
  });

  it('says that a truncated project is damaged and leaves it as it was', async () => {
    const project = await buildProject();
    addPlots(project, 200);
    project.close();
    truncateSync(project.file, Math.floor(statSync(project.file).size / 8192) * 4096);
    const before = readFileSync(project.file);
    await expect(openProject(project.directory)).rejects.toMatchObject({ code: 'PROJECT_CORRUPT' });
    expect(readFileSync(project.file).equals(before)).toBe(true);
  });

  it('says that a page of zeros inside the file is damage', async () => {
    const project = await buildProject();
    addPlots(project, 200);
    project.close();
    const content = readFileSync(project.file);
    const table = new Sqlite(project.file, { readonly: true });
    const page = table
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'layer_1'")
      .pluck()
      .get() as number;
    table.close();
    content.fill(0, (page - 1) * 4096, page * 4096);
    writeFileSync(project.file, content);
    await expect(openProject(project.directory)).rejects.toMatchObject({ code: 'PROJECT_CORRUPT' });
  });

  it('refuses a second opening in the same process and allows it after closing', async () => {
    const project = await buildProject();
    await expect(openProject(project.directory)).rejects.toMatchObject({
      code: 'PROJECT_IN_USE',
      params: { pid: process.pid },
    });
    project.close();
    (await openProject(project.directory)).close();
  });

  it('refuses a project another process holds, and takes over from one that was killed', async () => {
    const project = await buildProject();
    addPlots(project, 2);
    project.close();
    const child = spawn(process.execPath, [harness, project.directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openProject(project.directory)).rejects.toMatchObject({
      code: 'PROJECT_IN_USE',
      params: { pid: child.pid },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await openProject(project.directory)).close();
  });

  it('takes over a lock from before the machine was restarted', async () => {
    const project = await buildProject();
    project.close();
    const other = new Sqlite(project.file);
    other.prepare("INSERT INTO session_lock VALUES (1, ?, 'another boot', '2020-01-01')").run(process.ppid);
    other.close();
    (await openProject(project.directory)).close();
  });

  it('says that another program holds the file', async () => {
    const project = await buildProject();
    project.close();
    const other = new Sqlite(project.file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    await expect(openProject(project.directory)).rejects.toMatchObject({ code: 'PROJECT_FILE_LOCKED' });
    other.exec('ROLLBACK');
    other.close();
  });
});

describeWhenAvailable(
  'a folder without the right to write',
  { 'root (to become another user)': isRoot },
  () => {
    const asNobody = (code: string) =>
      spawnSync(
        process.execPath,
        ['--input-type=module', '-e', `process.setgid(65534); process.setuid(65534); ${code}`],
        { encoding: 'utf8' },
      );
    const module = new URL('../../../../../electron/backend/storage/project/openProject.ts', import.meta.url)
      .href;
    const report = (call: string) =>
      `const m = await import(${JSON.stringify(module)}); try { await m.${call}; console.log('opened') } catch (e) { console.log(e.code) }`;

    it('is said to be read-only when its project is opened', async () => {
      const project = await buildProject();
      project.close();
      chmodSync(join(project.directory, '..'), 0o755);
      chmodSync(project.directory, 0o555);
      chmodSync(project.file, 0o444);
      const before = readFileSync(project.file);
      const { stdout } = asNobody(report(`openProject(${JSON.stringify(project.directory)})`));
      expect(stdout.trim()).toBe('PROJECT_READ_ONLY');
      expect(readFileSync(project.file).equals(before)).toBe(true);
    });

    it('is said to be unwritable when a project is made in it', () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o555);
      const parent = join(folder, 'empty');
      mkdirSync(parent);
      chmodSync(parent, 0o555);
      chownSync(parent, 0, 0);
      const make = (directory: string) =>
        asNobody(
          report(`createProject(${JSON.stringify({ directory, name: 'x', crs: 'EPSG:4545' })})`),
        ).stdout.trim();
      expect(make(join(folder, 'new'))).toBe('FOLDER_NOT_WRITABLE');
      expect(make(parent)).toBe('FOLDER_NOT_WRITABLE');
    });
  },
);

describeWhenAvailable('a project file, in GDAL', { ogrinfo: hasGdal, validate_gpkg: hasValidator }, () => {
  it('is a valid GeoPackage with our own tables registered', async () => {
    const project = await buildProject();
    addPlots(project, 7);
    project.close();
    expect(validateGeoPackage(project.file)).toBe('');
    const text = runOgrInfo(['-al', '-so', project.file]);
    expect(text).toContain('Layer name: layer_1');
    expect(text).toContain('IDENTIFIER=流出图斑');
    for (const table of ['plots', 'verdicts', 'command_log', 'layers']) {
      expect(text).toContain(`Layer name: ${table}\n`);
    }
    expect(readdirSync(project.directory)).toEqual(['project.gpkg']);
  });
});
