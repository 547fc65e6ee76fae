import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decidePlots } from '../../electron/backend/storage/project/reviewCommands.ts';
import { addPlots, buildProject } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const cli = fileURLToPath(new URL('../../electron/hosts/cli.ts', import.meta.url));

function run(...words: string[]): { status: number | null; json: Record<string, unknown>; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words, '--json'], {
    encoding: 'utf8',
  });
  return { status, json: JSON.parse(stdout) as Record<string, unknown>, text: stderr };
}

it('scripts draw samples, move the ledger and add photos', async () => {
  const project = await buildProject();
  addPlots(project, 10);
  const { directory } = project;
  decidePlots(project, [1, 2, 3, 4, 5, 6, 7, 8], { verdictCode: 'ready', note: '', by: '甲' });
  project.close();

  const drawn = run('sample', 'draw', directory, '--per', 'town', '--n', '2', '--seed', '7', '--by', '组长');
  expect(drawn).toMatchObject({ status: 0, json: { sampleId: 1, seed: 7, population: 8 } });
  const plots = drawn.json.plots as string[];
  expect(plots).toHaveLength(4);
  expect(run('sample', 'check', directory)).toMatchObject({ status: 0, json: { ok: true } });
  const own = run('review', 'set', directory, plots[0] as string, '--verdict', 'ready', '--by', '甲');
  expect(own).toMatchObject({ status: 2, json: { error: { code: 'SECOND_LOOK_OWN' } } });
  const other = run('review', 'set', directory, plots[0] as string, '--verdict', 'ready', '--by', '乙');
  expect(other).toMatchObject({ status: 0, json: { status: 'locked' } });
  expect(run('sample', 'report', directory).json).toMatchObject({
    errorRate: { settled: 1, wrong: 0, rate: 0 },
  });

  const issued = run(
    'ledger',
    'set',
    directory,
    '0009',
    '0010',
    '--action',
    'issue',
    '--deadline',
    '2020-01-01',
    '--by',
    '组长',
  );
  expect(issued).toMatchObject({ status: 0, json: { plots: ['0009', '0010'] } });
  expect(run('ledger', 'list', directory, '--overdue').json).toMatchObject({ total: 2, totalMu: 1.2 });
  const early = run('ledger', 'close', directory, '0009', '--way', 'rectified', '--by', '组长');
  expect(early).toMatchObject({ status: 2, json: { error: { code: 'LEDGER_MOVE_REFUSED' } } });
  expect(run('ledger', 'show', directory, '0009').json).toMatchObject({
    case: { state: 'issued' },
    overdue: true,
  });

  const file = join(temporaryFolder(), 'a.jpg');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'green' } })
    .jpeg()
    .toFile(file);
  const added = run('photo', 'add', directory, file, '--plot', '0009', '--by', '外业组');
  expect(added).toMatchObject({ status: 0, json: { added: 1, matched: 1 } });
  expect(run('photo', 'add', directory, `${file}.missing`, '--by', '外业组').status).toBe(1);
});
