import { readFile } from 'node:fs/promises';
import type { FlowoutReport, RunSummary } from '../../../shared/contract/records/eligibilityRecords.ts';
import type { FlowoutArea } from '../../../shared/domain/eligibility/summarizeFlowout.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { formatMu, formatSquareMeters } from '../../../shared/text/quantities.ts';
import { resultCodeTitle } from '../../../shared/text/resultCodes.zh-CN.ts';
import type { Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const rulesList: Command = {
  name: 'rules list',
  usage: 'rules list',
  summary: '列出规则集',
  options: {},
  async run({ client, output, signal }) {
    const report = await client.call('rules.list', {}, signal);
    output.result(report);
    for (const set of report.ruleSets) {
      output.line(`${set.id}  ${set.version}  ${set.title}  ${set.documentNumber}  ${set.rules} 条`);
    }
    return 0;
  },
};

const rulesShow: Command = {
  name: 'rules show',
  usage: 'rules show ID',
  summary: '查看规则集',
  options: {},
  async run({ client, args, output, signal }) {
    const set = await client.call('rules.show', { rulesId: args.positional(0, 'ID') }, signal);
    output.result(set);
    output.line(`${set.title}（${set.id} ${set.version}）${set.documentNumber}`);
    for (const rule of set.exclusions)
      output.line(`  ${rule.code}  ${rule.title}  ${rule.clause}：${rule.clauseText}`);
    return 0;
  },
};

const rulesCheck: Command = {
  name: 'rules check',
  usage: 'rules check FILE',
  summary: '检查规则集文件',
  options: {},
  async run({ client, args, output, signal }) {
    const text = await readTextFile(args.positional(0, 'FILE'));
    const report = await client.call('rules.check', { text }, signal);
    output.result(report);
    for (const finding of report.findings) output.line(`${finding.path}：${finding.detail}`);
    if (report.ok) output.line('规则集正确。');
    return report.ok ? 0 : 1;
  },
};

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
  summary: '一块图斑的面积算账单',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const { plotId } = await client.call('plot.find', { plotNo: args.positional(1, 'PLOTNO') }, signal);
    const bill = await client.call('eligibility.bill', { plotId }, signal);
    output.result(bill);
    output.line(`图斑 ${bill.plotNo}　${bill.areaMethod}`);
    if (bill.notComputed !== null) {
      output.line(`未算出：${bill.notComputed}`);
      return 1;
    }
    output.line(
      `  图斑面积　${formatSquareMeters(bill.grossSquareMeters)} 平方米　${formatMu(bill.grossSquareMeters)} 亩`,
    );
    for (const line of bill.lines) {
      output.line(
        `  − ${line.title}　${formatSquareMeters(line.exclusiveSquareMeters)} 平方米　${formatMu(line.exclusiveSquareMeters)} 亩　${line.documentNumber} ${line.clause}`,
      );
    }
    output.line(
      `  = 可恢复净面积　${formatSquareMeters(bill.netSquareMeters)} 平方米　${formatMu(bill.netSquareMeters)} 亩`,
    );
    output.line(
      `  结论：${eligibilityTitles[bill.verdict]}　${bill.reasons.map((reason) => reason.resultCode).join('、')}`,
    );
    for (const note of bill.notes) {
      const area = note.areaSquareMeters === null ? '' : `　${formatMu(note.areaSquareMeters)} 亩`;
      output.line(`  · ${note.resultTitle}${area}　${note.documentNumber} ${note.clause}`);
    }
    return 0;
  },
};

const whatif: Command = {
  name: 'eligibility whatif',
  usage: 'eligibility whatif PROJECT [--order E02,E01,…] [--without E07] [--min-net 400]',
  summary: '口径沙盘：试算，不保存',
  options: { order: { type: 'string' }, without: { type: 'string' }, 'min-net': { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const report = await client.call(
      'eligibility.whatif',
      withoutUndefined({
        order: args.list('order'),
        without: args.list('without'),
        minimumNetSquareMeters: args.number('min-net'),
      }),
      signal,
    );
    output.result(report);
    output.line(`净面积 ${report.netMu.toFixed(2)} 亩，结论改变 ${report.flipped.length} 块（未保存）。`);
    return 0;
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

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  }
}

export const eligibilityCommands: readonly Command[] = [
  rulesList,
  rulesShow,
  rulesCheck,
  run,
  plot,
  whatif,
  flowout,
];
