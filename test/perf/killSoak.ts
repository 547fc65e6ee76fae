/**
 * Kills the backend so often (1,000 unless told) while it stores what reviewers do, and fails where anything that was
 * acknowledged is lost, the chain or any hash is wrong, or undo does not work. Every second project takes verdicts
 * alone, as fast as the disk lets it; the others take random commands of every kind: verdicts, flags, drawings,
 * parts, boundaries, cases, photos, second looks, the sweep and plots that are added.
 * `npm run soak -- kill [kills]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { addBlankPhotos, addPlots } from '../support/buildProject.ts';
import { everyWork, killRepeatedly } from '../support/killRepeatedly.ts';

/** After so many kills a fresh project: checking a log of hundreds of thousands of rows would take the time of the kills. */
const killsPerProject = 50;
const plotsOfVerdicts = 200;
/** Few enough that commands meet on the same plots. */
const plotsOfEveryKind = 12;
const photos = 3;
const kills = Number(process.argv[2] ?? 1_000);
const started = performance.now();
let acknowledged = 0;
let everyKind = true;

for (let done = 0; done < kills; done += killsPerProject) {
  const rounds = Math.min(killsPerProject, kills - done);
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-kills-'));
  const directory = join(folder, 'project');
  const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
  addPlots(project, everyKind ? plotsOfEveryKind : plotsOfVerdicts);
  if (everyKind) addBlankPhotos(project, photos);
  project.close();
  acknowledged += await (everyKind
    ? killRepeatedly(directory, rounds, everyWork)
    : killRepeatedly(directory, rounds));
  rmSync(folder, { recursive: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${done + rounds} kills, ${acknowledged} rows acknowledged, 0 lost, ${seconds} s ` +
      `(last ${rounds}: ${everyKind ? 'every kind' : 'verdicts'})\n`,
  );
  everyKind = !everyKind;
}
