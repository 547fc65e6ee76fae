import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { describeFieldDifference, titleDifference } from '../../../shared/text/ruleDifferences.zh-CN.ts';
import type { Command, CommandContext } from './command.ts';

const projectOption = { project: { type: 'string' } } as const;

/** Opens the project named by --project, where one is: its own rule sets are then there beside the shipped ones. */
async function openOptionalProject({ client, args, signal }: CommandContext): Promise<void> {
  const directory = args.text('project');
  if (directory !== undefined) await client.call('project.open', { directory }, signal);
}

const list: Command = {
  name: 'rules list',
  usage: 'rules list [--project DIR]',
  summary: '列出规则集（加 --project 时含项目自有的）',
  options: projectOption,
  async run(context) {
    const { client, output, signal } = context;
    await openOptionalProject(context);
    const report = await client.call('rules.list', {}, signal);
    output.result(report);
    for (const set of report.ruleSets) {
      const origin = set.origin === 'project' ? '　项目自有' : '';
      output.line(`${set.id}  ${set.version}  ${set.title}  ${set.documentNumber}  ${set.rules} 条${origin}`);
    }
    return 0;
  },
};

const show: Command = {
  name: 'rules show',
  usage: 'rules show ID [--project DIR]　（ID 可以是 run:5，即第 5 次核算所用的规则）',
  summary: '查看规则集',
  options: projectOption,
  async run(context) {
    const { client, args, output, signal } = context;
    await openOptionalProject(context);
    const set = await client.call('rules.show', { rulesId: args.positional(0, 'ID') }, signal);
    output.result(set);
    output.line(`${set.title}（${set.id} ${set.version}）${set.documentNumber}`);
    const off = new Set(set.disabled ?? []);
    for (const rule of [...set.plotRules, ...set.exclusions, ...set.recordNotes, ...set.layerNotes]) {
      const state = off.has(rule.code) ? '（停用）' : '';
      output.line(`  ${rule.code}  ${rule.title}${state}  ${rule.clause}：${rule.clauseText}`);
    }
    return 0;
  },
};

const check: Command = {
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

const importFile: Command = {
  name: 'rules import',
  usage: 'rules import PROJECT FILE',
  summary: '把规则集文件存入项目',
  options: {},
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const file = resolve(args.positional(1, 'FILE'));
    const report = await client.call('rules.import', { file, by }, signal);
    output.result(report);
    for (const finding of report.findings) output.line(`${finding.path}：${finding.detail}`);
    if (report.saved === null) return 1;
    output.line(`已存入项目：${report.saved.id} ${report.saved.version}。`);
    return 0;
  },
};

const exportFile: Command = {
  name: 'rules export',
  usage: 'rules export ID FILE [--project DIR]',
  summary: '把规则集写成 JSON 文件',
  options: projectOption,
  async run(context) {
    const { client, args, output, signal } = context;
    await openOptionalProject(context);
    const file = resolve(args.positional(1, 'FILE'));
    const report = await client.call('rules.export', { rulesId: args.positional(0, 'ID'), file }, signal);
    output.result(report);
    output.line(`已写出 ${report.file}`);
    return 0;
  },
};

const remove: Command = {
  name: 'rules remove',
  usage: 'rules remove PROJECT ID',
  summary: '删除项目自有的规则集（已有核算不受影响）',
  options: {},
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const rulesId = args.positional(1, 'ID');
    output.result(await client.call('rules.remove', { rulesId, by }, signal));
    output.line(`已删除规则集 ${rulesId}。`);
    return 0;
  },
};

const diff: Command = {
  name: 'rules diff',
  usage: 'rules diff ID ID [--project DIR]　（ID 可以是 run:5）',
  summary: '对比两个规则集',
  options: projectOption,
  async run(context) {
    const { client, args, output, signal } = context;
    await openOptionalProject(context);
    const [from, to] = [args.positional(0, 'ID'), args.positional(1, 'ID')];
    const report = await client.call('rules.diff', { from, to }, signal);
    output.result(report);
    for (const difference of report.differences) {
      output.line(titleDifference(difference));
      for (const field of difference.fields) output.line(`  ${describeFieldDifference(field)}`);
    }
    if (report.differences.length === 0) output.line('两个规则集相同。');
    return 0;
  },
};

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  }
}

export const rulesCommands: readonly Command[] = [list, show, check, importFile, exportFile, remove, diff];
