/**
 * Kills the backend so often (1,000 unless told) while it stores what people do, and fails where anything that was
 * acknowledged is lost, the chain or any hash is wrong, or undo does not work. Every second project takes verdicts
 * alone, as fast as the disk lets it; the others take random commands of every kind in commandKinds.ts. From 500 kills
 * on it fails, too, where a kind was never acknowledged. `npm run soak -- kill [kills]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { type CommandKind, commandKinds } from '../../shared/domain/review/commandKinds.ts';
import { addPlots } from '../support/buildProject.ts';
import { countRows, everyWork, killRepeatedly } from '../support/killRepeatedly.ts';

/** After so many kills a fresh project: checking a log of hundreds of thousands of rows would take the time of the kills. */
const killsPerProject = 50;
const plotsOfVerdicts = 200;
/** Few enough that commands meet on the same plots. */
const plotsOfEveryKind = 12;
/** With fewer kills chance may leave out what is rarely allowed. */
const killsForEveryKind = 500;
/** Before its row is written there is no project that a program could be killed in. */
const neverKilled: readonly CommandKind[] = ['project.create'];

const kills = Number(process.argv[2] ?? 1_000);
const started = performance.now();
const acknowledged = new Map<string, number>();
let everyKind = true;

for (let done = 0; done < kills; done += killsPerProject) {
  const rounds = Math.min(killsPerProject, kills - done);
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-kills-'));
  const directory = join(folder, 'project');
  const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
  addPlots(project, everyKind ? plotsOfEveryKind : plotsOfVerdicts);
  project.close();
  const kinds = await (everyKind
    ? killRepeatedly(directory, rounds, everyWork)
    : killRepeatedly(directory, rounds));
  for (const [kind, count] of kinds) acknowledged.set(kind, (acknowledged.get(kind) ?? 0) + count);
  rmSync(folder, { recursive: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${done + rounds} kills, ${countRows(acknowledged)} rows acknowledged, 0 lost, ${seconds} s ` +
      `(last ${rounds}: ${everyKind ? 'every kind' : 'verdicts'})\n`,
  );
  everyKind = !everyKind;
}

const byCount = [...acknowledged].sort(([, a], [, b]) => b - a);
process.stdout.write(`${byCount.map(([kind, count]) => `${kind} ${count}`).join(', ')}\n`);
const missing = commandKinds.filter((kind) => !neverKilled.includes(kind) && !acknowledged.has(kind));
if (missing.length > 0) {
  process.stdout.write(`never acknowledged: ${missing.join(', ')}\n`);
  if (kills >= killsForEveryKind) process.exitCode = 1;
}
