import type { BackendClient } from '../../../shared/contract/createClient.ts';
import { sampleFactors } from '../../../shared/domain/review/secondLookState.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Arguments, Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const usualSettings = {
  share: 0,
  thresholdSquareMeters: 400,
  thresholdShare: 0.1,
  shortDwellMilliseconds: 2_000,
};

const draw: Command = {
  name: 'sample draw',
  usage: 'sample draw PROJECT [--per town,verdict] --n 5 [--share 0.05] [--seed 7] --by NAME',
  summary: `抽取复核样本；分层：${sampleFactors.join('、')}`,
  options: {
    per: { type: 'string' },
    n: { type: 'string' },
    share: { type: 'string' },
    seed: { type: 'string' },
  },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    args.requiredText('n');
    const sample = await client.call(
      'quality.draw',
      {
        ...usualSettings,
        factors: readFactors(args),
        perStratum: args.number('n') ?? 1,
        ...withoutUndefined({ share: args.number('share') }),
        seed: args.number('seed') ?? 1,
        by,
      },
      signal,
    );
    const { looks } = await client.call('quality.looks', { sampleId: sample.sampleId }, signal);
    output.result({ ...sample, plots: looks.map(({ plotNo }) => plotNo) });
    for (const { plotNo, townName, villageName } of looks)
      output.line(`${plotNo}  ${townName}${villageName}`);
    output.line(
      `第 ${sample.sampleId} 次抽查：从 ${sample.population} 块中抽 ${looks.length} 块，种子 ${sample.seed}。`,
    );
    return 0;
  },
};

const report: Command = {
  name: 'sample report',
  usage: 'sample report PROJECT [SAMPLE]',
  summary: '一次抽查的一致性（κ）、差错率及其区间',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const result = await client.call(
      'quality.report',
      { sampleId: await readSampleId(client, args) },
      signal,
    );
    output.result(result);
    const { rate, interval, settled, wrong } = result.errorRate;
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    output.line(
      rate === null || interval === null
        ? '差错率未算出：还没有复核完成的图斑，或有分歧待裁定。'
        : `差错率 ${percent(rate)}（95 % 区间 ${percent(interval.low)}–${percent(interval.high)}），已定 ${settled} 块，差错 ${wrong} 块。`,
    );
    output.line(`κ ${result.agreement.kappa === null ? '未算出' : result.agreement.kappa.toFixed(3)}`);
    return 0;
  },
};

const check: Command = {
  name: 'sample check',
  usage: 'sample check PROJECT [SAMPLE]',
  summary: '按记录的种子和总体重新抽取，核对样本',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const result = await client.call('quality.check', { sampleId: await readSampleId(client, args) }, signal);
    output.result(result);
    output.line(
      result.ok ? '一致。' : result.frameIntact ? '重抽结果与存档不一致。' : '抽样总体与操作记录不一致。',
    );
    return result.ok ? 0 : 1;
  },
};

const addPhotos: Command = {
  name: 'photo add',
  usage: 'photo add PROJECT FILE… [--plot PLOTNO] --by NAME',
  summary: '添加照片；不指明图斑时按位置和朝向匹配',
  options: { plot: { type: 'string' } },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    args.positional(1, 'FILE');
    const plotNo = args.text('plot');
    const plot = plotNo === undefined ? {} : await client.call('plot.find', { plotNo }, signal);
    const result = await client.call('photo.add', { files: args.rest(1), ...plot, by }, signal);
    output.result(result);
    output.line(
      `添加 ${result.added} 张，已有 ${result.known} 张，匹配 ${result.matched} 张，需人工 ${result.undecided} 张。`,
    );
    for (const { reason } of result.failed) output.line(reason);
    return result.failed.length === 0 ? 0 : 1;
  },
};

function readFactors(args: Arguments) {
  return (args.list('per') ?? ['town']).map((text) => {
    const factor = sampleFactors.find((known) => known === text);
    if (factor !== undefined) return factor;
    throw new AppError('ARGUMENT_INVALID', {
      argument: '--per',
      detail: `“${text}”不可用，可用：${sampleFactors.join('、')}`,
    });
  });
}

/** The sample named, else the newest. */
async function readSampleId(client: BackendClient, args: Arguments): Promise<number> {
  const given = args.rest(1)[0];
  if (given !== undefined) {
    if (!/^\d+$/.test(given)) {
      throw new AppError('ARGUMENT_INVALID', { argument: 'SAMPLE', detail: `“${given}”不是抽查的编号` });
    }
    return Number(given);
  }
  const { samples } = await client.call('quality.samples', {});
  // without any, the backend says that there is none
  return samples[0]?.sampleId ?? 1;
}

export const qualityCommands: readonly Command[] = [draw, report, check, addPhotos];
