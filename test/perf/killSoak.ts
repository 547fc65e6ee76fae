/**
 * Kills the backend so often (1,000 unless told) while it stores verdicts, and fails where one that was acknowledged
 * is lost, the chain or any hash is wrong, or undo does not work. `npm run soak -- kill [kills]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { addPlots } from '../support/buildProject.ts';
import { killRepeatedly } from '../support/killRepeatedly.ts';

/** After so many kills a fresh project: checking a log of hundreds of thousands of rows would take the time of the kills. */
const killsPerProject = 50;
const kills = Number(process.argv[2] ?? 1_000);
const started = performance.now();
let acknowledged = 0;

for (let done = 0; done < kills; done += killsPerProject) {
  const rounds = Math.min(killsPerProject, kills - done);
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-kills-'));
  const directory = join(folder, 'project');
  const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
  addPlots(project, 200);
  project.close();
  acknowledged += await killRepeatedly(directory, rounds);
  rmSync(folder, { recursive: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${done + rounds} kills, ${acknowledged} verdicts acknowledged, 0 lost, ${seconds} s\n`,
  );
}
