import { writeSync } from 'node:fs';
import { createProjectSession } from '../../electron/backend/projectSession.ts';
import { createReviewHandlers } from '../../electron/backend/services/reviewService.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
import { countPlots } from '../../electron/backend/storage/project/plots.ts';

/**
 * A program to be killed: opens the project given, judges plots through the real service without end, and prints
 * one line per acknowledged verdict: sequence, plot, verdict code. A second argument ends it after so many.
 */
const [directory, limitText] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: writeVerdicts.ts DIRECTORY [COUNT]');
const limit = limitText === undefined ? Number.POSITIVE_INFINITY : Number(limitText);

const session = createProjectSession();
const project = await openProject(directory);
session.replace(project);
const handlers = createReviewHandlers({
  appVersion: '0',
  applicationDirectory: directory,
  clock: () => new Date(),
  session,
  emit: () => {},
});
const plots = countPlots(project.database);
const codes = ['ready', 'works', 'unsuitable', 'unchanged', 'restored', 'doubtful'];
const call = {
  signal: new AbortController().signal,
  reportProgress: () => {},
};

for (let i = 0; i < limit; i++) {
  const plotId = 1 + ((i * 7919) % plots);
  const verdictCode = codes[i % codes.length] as string;
  const answers: Record<string, string> = verdictCode === 'doubtful' ? { reason: 'blurred' } : {};
  const request = { plotId, verdictCode, note: `第 ${i} 次`, answers, by: '甲' };
  const record = await handlers['review.decide'](request, call);
  writeSync(1, `${record.sequence} ${plotId} ${verdictCode}\n`);
}
await session.close();
