import type { RunComparison, RunListItem } from '../../../shared/contract/records/scenarioRecords.ts';
import type { RecheckOutcome } from '../../../shared/domain/eligibility/recheckOutcome.ts';
import type { EligibilityVerdict } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { describeNotComputed } from '../../../shared/text/notComputed.zh-CN.ts';
import { recheckTitles } from '../../../shared/text/recheck.zh-CN.ts';
import { describeFieldDifference, titleDifference } from '../../../shared/text/ruleDifferences.zh-CN.ts';
import type { Command, CommandContext } from './command.ts';
import { describeRun } from './eligibilityCommands.ts';
import { adjustmentOptions, adjustmentUsage, readAdjustment } from './readAdjustment.ts';

const SHOWN_PLOTS = 20;

async function openProject({ client, args, signal }: CommandContext): Promise<void> {
  await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
}

const whatif: Command = {
  name: 'eligibility whatif',
  usage: `eligibility whatif PROJECT ${adjustmentUsage} [--save NAME]`,
  summary: '口径沙盘：试算，不改核算结果；--save 把口径存为方案',
  options: { ...adjustmentOptions, save: { type: 'string' } },
  async run(context) {
    const { client, args, output, signal, by } = context;
    await openProject(context);
    const adjustment = await readAdjustment(client, args, signal);
    const report = await client.call('eligibility.whatif', adjustment, signal);
    const name = args.text('save');
    if (name !== undefined) await client.call('scenario.save', { name, adjustment, by }, signal);
    output.result(report);
    output.line(
      `试算净面积 ${sayMu(report.netMu)} 亩，面积或结论改变 ${report.changedPlots} 块，其中结论改变 ${report.flipped.length} 块（核算结果未变）。`,
    );
    for (const flip of report.flipped.slice(0, SHOWN_PLOTS)) {
      output.line(
        `  ${flip.plotNo}　${eligibilityTitles[flip.from]} → ${eligibilityTitles[flip.to]}　${flip.fromNetMu.toFixed(2)} → ${flip.toNetMu.toFixed(2)} 亩`,
      );
    }
    if (report.flipped.length > SHOWN_PLOTS) output.line(`  … 全部见 --json。`);
    if (name !== undefined) output.line(`口径已存为方案“${name}”。`);
    return 0;
  },
};

const adopt: Command = {
  name: 'eligibility adopt',
  usage: `eligibility adopt PROJECT ${adjustmentUsage}`,
  summary: '采用口径：按此口径重新核算，成为正式结果',
  options: adjustmentOptions,
  async run(context) {
    const { client, args, output, signal, by } = context;
    await openProject(context);
    const adjustment = await readAdjustment(client, args, signal);
    const { rulesId } = await client.call('eligibility.summary', {}, signal);
    const scenarioName = args.text('scenario') ?? null;
    const adopted = { ...adjustment, scenarioName };
    const summary = await client.call('eligibility.run', { rulesId, adjustment: adopted, by }, signal);
    output.result(summary);
    for (const line of describeRun(summary)) output.line(line);
    return summary.notComputed.length > 0 ? 1 : 0;
  },
};

const runs: Command = {
  name: 'eligibility runs',
  usage: 'eligibility runs PROJECT',
  summary: '列出保留的核算',
  options: {},
  async run(context) {
    const { client, output, signal } = context;
    await openProject(context);
    const report = await client.call('eligibility.runs', {}, signal);
    output.result(report);
    for (const run of report.runs) output.line(describeKeptRun(run));
    return 0;
  },
};

const compare: Command = {
  name: 'eligibility compare',
  usage: 'eligibility compare PROJECT [--from RUN] [--to RUN]',
  summary: '对比两次核算：合计、各规则、面积或结论改变的图斑',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  async run(context) {
    const { client, args, output, signal } = context;
    await openProject(context);
    const [earlier, later] = [args.text('from'), args.text('to')];
    const request = {
      ...(earlier === undefined ? {} : { earlier }),
      ...(later === undefined ? {} : { later }),
    };
    const report = await client.call('eligibility.compare', { ...request, limit: 100_000 }, signal);
    output.result(report);
    for (const line of describeComparison(report)) output.line(line);
    return 0;
  },
};

function describeComparison(report: RunComparison): string[] {
  const lines = [describeKeptRun(report.earlier), describeKeptRun(report.later)];
  lines.push(
    `净面积 ${sayMu(report.earlier.totals.netMu)} → ${sayMu(report.later.totals.netMu)} 亩，相差 ${sayMu(report.netMuDifference)} 亩；改变 ${report.changedPlots} 块。`,
  );
  for (const difference of report.rules) {
    lines.push(`  ${titleDifference(difference)}`);
    lines.push(...difference.fields.map((field) => `    ${describeFieldDifference(field)}`));
  }
  for (const { rule, title, fromMu, toMu } of report.byRule) {
    if (fromMu !== toMu) lines.push(`  ${rule} ${title}　${sayMu(fromMu)} → ${sayMu(toMu)} 亩`);
  }
  for (const change of report.changed.slice(0, SHOWN_PLOTS)) {
    lines.push(
      `  ${change.plotNo}　${sayVerdict(change.fromVerdict)} → ${sayVerdict(change.toVerdict)}　${sayMu(change.fromNetMu)} → ${sayMu(change.toNetMu)} 亩`,
    );
  }
  if (report.changedPlots > SHOWN_PLOTS) lines.push('  … 全部见 --json。');
  return lines;
}

function describeKeptRun(run: RunListItem): string {
  const { adjustment } = run;
  const scenario =
    adjustment === null
      ? ''
      : `　采用方案${adjustment.scenarioName === null ? '' : `“${adjustment.scenarioName}”`}`;
  return `第 ${run.runId} 次　${run.finishedAtUtc}　${run.rulesId} ${run.rulesVersion}${scenario}　${run.plots} 块　净 ${sayMu(run.netMu)} 亩`;
}

const failures: Command = {
  name: 'eligibility failures',
  usage: 'eligibility failures PROJECT',
  summary: '未能计算的图斑和原因',
  options: {},
  async run(context) {
    const { client, output, signal } = context;
    await openProject(context);
    const report = await client.call('eligibility.failures', {}, signal);
    output.result(report);
    for (const { plotNo, townName, code } of report.failures) {
      output.line(`${plotNo}　${townName}　${describeNotComputed(code)}`);
    }
    if (report.failures.length === 0) output.line('没有未能计算的图斑。');
    return report.failures.length > 0 ? 1 : 0;
  },
};

const towns: Command = {
  name: 'eligibility towns',
  usage: 'eligibility towns PROJECT',
  summary: '核算结果按乡镇汇总',
  options: {},
  async run(context) {
    const { client, output, signal } = context;
    await openProject(context);
    const report = await client.call('eligibility.towns', {}, signal);
    output.result(report);
    for (const town of report.towns) {
      output.line(
        `${town.townName}　${town.plots} 块　图斑 ${sayMu(town.grossMu)} 亩　净 ${sayMu(town.netMu)} 亩`,
      );
    }
    return 0;
  },
};

const scenarioList: Command = {
  name: 'scenario list',
  usage: 'scenario list PROJECT',
  summary: '列出口径方案',
  options: {},
  async run(context) {
    const { client, output, signal } = context;
    await openProject(context);
    const report = await client.call('scenario.list', {}, signal);
    output.result(report);
    for (const { name, rulesId, savedBy, savedAtUtc } of report.scenarios) {
      output.line(`${name}　${rulesId}　${savedBy}　${savedAtUtc}`);
    }
    if (report.scenarios.length === 0) output.line('还没有口径方案。');
    return 0;
  },
};

const scenarioRename: Command = {
  name: 'scenario rename',
  usage: 'scenario rename PROJECT NAME NEWNAME',
  summary: '口径方案改名',
  options: {},
  async run(context) {
    const { client, args, output, signal, by } = context;
    await openProject(context);
    const request = { name: args.positional(1, 'NAME'), newName: args.positional(2, 'NEWNAME'), by };
    output.result(await client.call('scenario.rename', request, signal));
    output.line(`已改名为“${request.newName}”。`);
    return 0;
  },
};

const scenarioRemove: Command = {
  name: 'scenario remove',
  usage: 'scenario remove PROJECT NAME',
  summary: '删除口径方案',
  options: {},
  async run(context) {
    const { client, args, output, signal, by } = context;
    await openProject(context);
    const name = args.positional(1, 'NAME');
    output.result(await client.call('scenario.remove', { name, by }, signal));
    output.line(`已删除方案“${name}”。`);
    return 0;
  },
};

const occupation: Command = {
  name: 'eligibility occupation',
  usage: 'eligibility occupation PROJECT --layer LAYER',
  summary: '图斑占用某图层（永农、红线）的面积，按乡镇和地类（不保存）',
  options: { layer: { type: 'string' } },
  async run({ client, args, output, signal }) {
    const project = await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const name = args.requiredText('layer');
    const layerId = project.layers.find((layer) => layer.name === name || layer.id === name)?.id ?? name;
    const report = await client.call('eligibility.occupation', { layerId }, signal);
    output.result(report);
    for (const row of report.rows) {
      output.line(`${row.townName}　${row.landClassCode}　${row.plots} 块　${row.mu.toFixed(2)} 亩`);
    }
    output.line(`占用“${report.layerName}”合计 ${sayMu(report.totalMu)} 亩，${report.plots.length} 块。`);
    return report.notComputed.length > 0 ? 1 : 0;
  },
};

const recheck: Command = {
  name: 'eligibility recheck',
  usage: 'eligibility recheck PROJECT',
  summary: '占补平衡复核清单：恢复或核减',
  options: {},
  async run(context) {
    const { client, output, signal } = context;
    await openProject(context);
    const report = await client.call('eligibility.recheck', {}, signal);
    output.result(report);
    for (const outcome of Object.keys(recheckTitles) as RecheckOutcome[]) {
      output.line(`${recheckTitles[outcome]}　${report.totals.plots[outcome]} 块`);
    }
    output.line(
      `核减合计 ${sayMu(report.totals.writeOffMu)} 亩，恢复或核减合计 ${sayMu(report.totals.restoreMu)} 亩。`,
    );
    return 0;
  },
};

function sayMu(mu: number | null): string {
  return mu === null ? '未算出' : mu.toFixed(2);
}

function sayVerdict(verdict: EligibilityVerdict | null): string {
  return verdict === null ? '（无）' : eligibilityTitles[verdict];
}

export const scenarioCommands: readonly Command[] = [
  ...[whatif, adopt, runs, compare, failures, towns],
  ...[scenarioList, scenarioRename, scenarioRemove],
  ...[occupation, recheck],
];
