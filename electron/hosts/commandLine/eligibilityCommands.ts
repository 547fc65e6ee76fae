import type { FlowoutReport, RunSummary } from '../../../shared/contract/records/eligibilityRecords.ts';
import type { FlowoutArea } from '../../../shared/domain/eligibility/summarizeFlowout.ts';
import { formatMu } from '../../../shared/text/quantities.ts';
import { resultCodeTitle } from '../../../shared/text/resultCodes.zh-CN.ts';
import type { Command } from './command.ts';
import { describeBill } from './describeBill.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const run: Command = {
  name: 'eligibility run',
  usage: 'eligibility run PROJECT [--rules ID] [--workers N] [--only PLOTNO,…] [--changed]',
  summary: '核算可恢复面积',
  options: {
    rules: { type: 'string' },
    workers: { type: 'string' },
    only: { type: 'string' },
    changed: { type: 'boolean' },
  },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const summary = await client.call(
      'eligibility.run',
      {
        ...withoutUndefined({
          rulesId: args.text('rules'),
          workers: args.number('workers'),
          only: args.list('only'),
        }),
        changedOnly: args.flag('changed'),
        by,
      },
      signal,
    );
    output.result(summary);
    for (const line of describeRun(summary)) output.line(line);
    return summary.notComputed.length > 0 ? 1 : 0;
  },
};

/** The result of a run in a few Chinese lines; a total that could not be computed is said, not shown as zero. */
export function describeRun(summary: RunSummary): string[] {
  const lines = [
    `核算 ${summary.computed}/${summary.plots} 块，用时 ${(summary.elapsedMs / 1000).toFixed(1)} 秒。`,
  ];
  for (const rule of summary.byRule) {
    lines.push(`  ${rule.rule} ${rule.title}：扣除 ${rule.exclusiveMu.toFixed(2)} 亩，涉及 ${rule.plots} 块`);
  }
  if (summary.missingRules.length > 0)
    lines.push(`缺少图层的规则：${summary.missingRules.join('、')}，结论为待核。`);
  lines.push(
    summary.grossMu === null || summary.netMu === null
      ? `合计未算出：${summary.notComputed.length} 块图斑无法计算（${summary.notComputed
          .slice(0, 5)
          .map((plot) => plot.plotNo)
          .join('、')}）。`
      : `图斑合计 ${summary.grossMu.toFixed(2)} 亩，可恢复净面积（测算）${summary.netMu.toFixed(2)} 亩。`,
  );
  return lines;
}

const plot: Command = {
  name: 'eligibility plot',
  usage: 'eligibility plot PROJECT PLOTNO',
  summary: '一块图斑的面积算账单：每一项扣除的面积、图层和条款原文',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const { plotId } = await client.call('plot.find', { plotNo: args.positional(1, 'PLOTNO') }, signal);
    const bill = await client.call('eligibility.bill', { plotId }, signal);
    output.result(bill);
    for (const line of describeBill(bill)) output.line(line);
    return bill.notComputed === null ? 0 : 1;
  },
};

const flowout: Command = {
  name: 'eligibility flowout',
  usage:
    'eligibility flowout PROJECT --before LAYER --after LAYER --year 2025 [--construction LAYER] [--balance LAYER] [--farmland LAYER]',
  summary: '两年地类图斑对比：耕地流出分类（不保存）',
  options: {
    before: { type: 'string' },
    after: { type: 'string' },
    year: { type: 'string' },
    construction: { type: 'string' },
    balance: { type: 'string' },
    farmland: { type: 'string' },
  },
  async run({ client, args, output, signal }) {
    const project = await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const find = (name: string): string =>
      project.layers.find((layer) => layer.name === name || layer.id === name)?.id ?? name;
    const optional = (option: string): string | undefined => {
      const name = args.text(option);
      return name === undefined ? undefined : find(name);
    };
    const report = await client.call(
      'eligibility.flowout',
      {
        before: find(args.requiredText('before')),
        after: find(args.requiredText('after')),
        year: Number(args.requiredText('year')),
        ...withoutUndefined({
          construction: optional('construction'),
          balance: optional('balance'),
          farmland: optional('farmland'),
        }),
      },
      signal,
    );
    output.result(report);
    for (const line of describeFlowout(report)) output.line(line);
    return report.summary === null || report.skipped.length > 0 ? 1 : 0;
  },
};

function describeFlowout({ summary, skipped, notComputed, policy }: FlowoutReport): string[] {
  const missing =
    skipped.length === 0 ? [] : [`地类编码缺失或不识别的图斑 ${skipped.length} 个，未参与，已列出。`];
  if (summary === null) return [...missing, `合计未算出：${notComputed.length} 个图斑无法计算。`];
  const say = (title: string, area: FlowoutArea): string =>
    `${title} ${formatMu(area.squareMeters)} 亩（其中永农 ${formatMu(area.basicFarmlandSquareMeters)} 亩）`;
  return [
    '单位：亩',
    `上年度耕地 ${formatMu(summary.lastYearSquareMeters)}，新增耕地 ${formatMu(summary.addedSquareMeters)}，本年度耕地 ${formatMu(summary.thisYearSquareMeters)}`,
    `${say('不合理流出', summary.unreasonable)}，${resultCodeTitle(policy)}`,
    `  ${say('非农化', summary.nonAgricultural)}`,
    `  ${say('非粮化', summary.nonGrain)} = ${say('林园', summary.orchardForest)} + ${say('其他农用地', summary.otherAgricultural)}`,
    `  ${say('未利用地', summary.unused)}`,
    say('合理流出', summary.reasonable),
    say('撂荒（地类未变）', summary.idle),
    say('本年度无图斑', summary.unclassified),
    ...missing,
  ];
}

export const eligibilityCommands: readonly Command[] = [run, plot, flowout];
