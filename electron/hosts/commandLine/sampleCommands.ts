import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendClient } from '../../../shared/contract/createClient.ts';
import type { Command } from './command.ts';
import { describeFile } from './describeFile.ts';
import { describeRun } from './eligibilityCommands.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const create: Command = {
  name: 'sample create',
  usage: 'sample create DIR [--plots 2220] [--seed 1] [--messy] [--no-imagery]',
  summary: '生成示例县的来源数据',
  options: {
    plots: { type: 'string' },
    seed: { type: 'string' },
    messy: { type: 'boolean' },
    'no-imagery': { type: 'boolean' },
  },
  async run({ client, args, output, signal }) {
    const sample = await client.call(
      'sample.create',
      {
        directory: args.positional(0, 'DIR'),
        messy: args.flag('messy'),
        imagery: !args.flag('no-imagery'),
        ...withoutUndefined({ plots: args.number('plots'), seed: args.number('seed') }),
      },
      signal,
    );
    output.result(sample);
    for (const file of sample.files)
      output.line(`${file.role.padEnd(12)} ${file.path}  ${file.features ?? ''}`);
    output.line(`示例县已生成：${sample.plots} 块图斑。`);
    return 0;
  },
};

/** The main job from end to end on the sample county. */
const demo: Command = {
  name: 'demo',
  usage: 'demo [DIR]',
  summary: '从头到尾演示：生成、导入、核算、判读、出件',
  options: {},
  async run({ client, args, output, signal, by }) {
    const started = performance.now();
    const directory = args.rest(0)[0] ?? (await mkdtemp(join(tmpdir(), 'tianheng-demo-')));
    const projectDir = join(directory, 'project');
    const releaseDir = join(directory, 'release');

    output.line('一、生成示例县来源数据，导入并核算 …');
    const project = await client.call('sample.build', { directory }, signal);
    const run = await client.call('eligibility.summary', {}, signal);
    for (const line of describeRun(run)) output.line(line);

    output.line('二、判读 …');
    const judged = await judgeSome(client, by, signal);
    output.line(`已判 ${judged} 块，撤销 1 块。`);

    output.line('三、出件 …');
    const release = await client.call('release.create', { directory: releaseDir }, signal);
    for (const file of release.files) output.line(`  ${describeFile(file)}`);
    const verified = await client.call('release.verify', { directory: releaseDir }, signal);

    output.result({
      projectDir,
      releaseDir,
      plots: project.counts.plots,
      eligible: {
        netSquareMeters: run.netSquareMeters,
        netMu: run.netMu,
        plots: run.verdicts.eligible + run.verdicts.partial,
      },
      files: release.files,
      verified: verified.ok,
      elapsedMs: Math.round(performance.now() - started),
    });
    output.line(`项目：${projectDir}`);
    output.line(`成果：${releaseDir}${verified.ok ? '（核验通过）' : '（核验未通过）'}`);
    return verified.ok && run.notComputed.length === 0 ? 0 : 1;
  },
};

/** Judges the first plots as a reviewer would from the bill, and takes one back. */
async function judgeSome(client: BackendClient, by: string, signal: AbortSignal): Promise<number> {
  const page = await client.call('plot.query', { offset: 0, limit: 20 }, signal);
  for (const plot of page.rows) {
    const verdictCode = plot.eligibility === 'ineligible' ? 'unsuitable' : 'works';
    await client.call('review.decide', { plotId: plot.plotId, verdictCode, by }, signal);
  }
  await client.call('review.undo', { by }, signal);
  return page.rows.length - 1;
}

export const sampleCommands: readonly Command[] = [create, demo];
