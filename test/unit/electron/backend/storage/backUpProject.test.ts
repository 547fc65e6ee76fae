import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createProjectSession } from '../../../../../electron/backend/projectSession.ts';
import { backUpProject } from '../../../../../electron/backend/storage/project/backUpProject.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import {
  type OpenProject,
  openProject,
} from '../../../../../electron/backend/storage/project/openProject.ts';
import { decidePlot } from '../../../../../electron/backend/storage/project/reviewCommands.ts';
import { iterateVerdicts } from '../../../../../electron/backend/storage/project/verdicts.ts';
import { describeWhenAvailable } from '../../../../support/availability.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { hasValidator, validateGeoPackage } from '../../../../support/geoPackageTools.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

async function judgedProject(): Promise<OpenProject> {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
  const clock = () => {
    now += 1000;
    return new Date(now);
  };
  const project = await buildProject({ clock });
  addPlots(project, 3);
  decidePlot(project, { plotId: 2, verdictCode: 'ready', note: '', by: '甲' });
  return project;
}

const decide = (project: OpenProject) =>
  decidePlot(project, { plotId: 1, verdictCode: 'works', note: '', by: '甲' });
const backupsOf = ({ directory }: OpenProject) =>
  existsSync(join(directory, 'backups')) ? readdirSync(join(directory, 'backups')).sort() : [];

describe('backUpProject', () => {
  it('copies a project in use into one file that opens as a project with the same verdicts', async () => {
    const project = await judgedProject();
    const { path, sha256 } = await backUpProject(project);
    expect(path).toMatch(/backups[\\/]project-20260102T0304\d{5}Z\.gpkg$/);
    const content = readFileSync(path);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect([content[18], content[19]]).toEqual([1, 1]);
    expect(backupsOf(project)).toHaveLength(1);

    const directory = temporaryFolder();
    writeFileSync(join(directory, 'project.gpkg'), content);
    const restored = await openProject(directory);
    expect([...iterateVerdicts(restored.database)]).toEqual([...iterateVerdicts(project.database)]);
    expect(checkProject(restored.database)).toEqual([]);
    restored.close();
  });

  it('keeps the newest ten and whatever else lies in the folder', async () => {
    const project = await judgedProject();
    mkdirSync(join(project.directory, 'backups'));
    writeFileSync(join(project.directory, 'backups', 'mine.gpkg'), 'x');
    const names: string[] = [];
    for (let i = 0; i < 12; i++) names.push((await backUpProject(project)).path);
    const kept = names.slice(-10).map((path) => path.slice(path.lastIndexOf('project-')));
    expect(backupsOf(project)).toEqual(['mine.gpkg', ...kept].sort());
  });

  it('drops nothing and leaves nothing half when the copy does not verify', async () => {
    const project = await judgedProject();
    await backUpProject(project);
    const before = backupsOf(project);
    project.close();
    const other = new Sqlite(project.file);
    other.exec("UPDATE verdicts SET verdict_code = 'works'");
    other.close();
    const again = await openProject(project.directory);
    await expect(backUpProject(again)).rejects.toMatchObject({ code: 'PROJECT_CORRUPT' });
    again.close();
    expect(backupsOf(project)).toEqual(before);
  });

  it('writes where it is told, but over nothing', async () => {
    const project = await judgedProject();
    const file = join(temporaryFolder(), '移交', '备份.gpkg');
    expect(await backUpProject(project, file)).toMatchObject({ path: file });
    await expect(backUpProject(project, file)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    writeFileSync(join(project.directory, 'file'), '');
    const below = join(project.directory, 'file', 'backup.gpkg');
    await expect(backUpProject(project, below)).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
  });
});

describe('a session with automatic backups', () => {
  it('backs up at close when something changed, and only then', async () => {
    const project = await judgedProject();
    const session = createProjectSession({ automaticBackups: true });
    session.replace(project);
    await session.close();
    expect(backupsOf(project)).toEqual([]);
    expect(session.current()).toBeNull();

    const again = await openProject(project.directory);
    session.replace(again);
    decide(again);
    await session.close();
    expect(backupsOf(project)).toHaveLength(1);
    expect(again.database.isOpen).toBe(false);
  });

  it('backs up while work goes on, once per change', async () => {
    const project = await judgedProject();
    const session = createProjectSession({ automaticBackups: true, backupIntervalMilliseconds: 20 });
    session.replace(project);
    decide(project);
    await expect.poll(() => backupsOf(project).filter((name) => name.endsWith('Z.gpkg'))).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.close();
    expect(backupsOf(project)).toHaveLength(1);
  });

  it('closes the project even where the backup fails, and says so', async () => {
    const project = await judgedProject();
    writeFileSync(join(project.directory, 'backups'), 'a file in the way');
    const session = createProjectSession({ automaticBackups: true });
    session.replace(project);
    decide(project);
    await expect(session.close()).rejects.toThrow();
    expect(project.database.isOpen).toBe(false);
    expect(() => session.require('判读')).toThrow(expect.objectContaining({ code: 'PROJECT_NOT_OPEN' }));
  });
});

describeWhenAvailable('a backup, in GDAL', { validate_gpkg: hasValidator }, () => {
  it('passes the validator', async () => {
    const { path } = await backUpProject(await judgedProject());
    expect(validateGeoPackage(path)).toBe('');
  });
});
