// `npm test`: every check and every suite, to the end, then a table, what failed, and one line of figures. With --quick
// (`npm run check`): without the suites that need a browser or minutes.

import { obtainChromium } from './findChromium.ts';
import { buildStage, type Stage, staticStages, tellFailure, vitestStage } from './stages.ts';

const quick = process.argv.includes('--quick');
const chromiumStage: Stage = {
  name: 'a Chromium for the browser tests',
  async run() {
    const path = obtainChromium();
    if (path !== null) {
      process.env.CHROMIUM_PATH = path;
      process.stdout.write(`${path}\n`);
      return { passed: 1, failed: 0, skipped: 0 };
    }
    process.stdout.write(
      'No Chromium found. Install one (Debian: apt-get install chromium; anywhere: npx playwright-core install\n' +
        'chromium) or set CHROMIUM_PATH, then run npm test again.\n',
    );
    return { passed: 0, failed: 1, skipped: 0 };
  },
};
const rounds: readonly (readonly Stage[])[] = quick
  ? [staticStages, [vitestStage(['fast', 'alone'])]]
  : [staticStages, [buildStage], [chromiumStage], [vitestStage([])]];

const total = { passed: 0, failed: 0, skipped: 0 };
const table: string[] = [];
const lastLines: string[] = [];

async function runStage(stage: Stage): Promise<void> {
  const started = Date.now();
  const counts = await stage.run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  table.push(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${stage.name}`);
  if (counts.output !== undefined) process.stdout.write(`\n── ${stage.name}\n${counts.output}`);
  if (counts.failed > 0) lastLines.push(...tellFailure(stage, counts));
}

for (const round of rounds) {
  // a stage that is alone writes as it goes; of several, two at a time, each is shown when it is done
  if (round.length === 1) process.stdout.write(`\n── ${round[0]?.name}\n`);
  const waiting = [...round];
  const work = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) await runStage(stage);
  };
  await Promise.all([work(), work()]);
}
process.stdout.write(`\n${table.join('\n')}\n`);
if (lastLines.length > 0) process.stdout.write(`\n${lastLines.join('\n')}\n\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
