import { exportFormats } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { releaseStateTitles } from '../../../shared/text/labels.zh-CN.ts';
import type { Command } from './command.ts';
import { describeFile } from './describeFile.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const whats = ['plots', 'eligible'] as const;
const encodings = ['gbk', 'utf8'] as const;

const exportFiles: Command = {
  name: 'export',
  usage:
    'export PROJECT --what plots|eligible --format F1,F2 --out DIR [--encoding gbk|utf8] [--plots N1,N2]',
  summary: `导出清单（${exportFormats.join(' ')}）`,
  options: {
    what: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    encoding: { type: 'string' },
    plots: { type: 'string' },
  },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const encoding = args.text('encoding');
    const report = await client.call(
      'export.write',
      {
        what: oneOf(whats, '--what', args.requiredText('what')),
        formats: (args.list('format') ?? ['xlsx']).map((format) => oneOf(exportFormats, '--format', format)),
        directory: args.requiredText('out'),
        ...withoutUndefined({
          encoding: encoding === undefined ? undefined : oneOf(encodings, '--encoding', encoding),
          plotNos: args.list('plots'),
        }),
      },
      signal,
    );
    output.result(report);
    for (const file of report.files) output.line(describeFile(file));
    return 0;
  },
};

const releaseCreate: Command = {
  name: 'release create',
  usage:
    'release create PROJECT --out DIR [--list plots,eligible] [--format F1,F2] [--encoding gbk|utf8] [--replace]',
  summary: '出件：生成全部成果并勾稽',
  options: {
    out: { type: 'string' },
    list: { type: 'string' },
    format: { type: 'string' },
    encoding: { type: 'string' },
    replace: { type: 'boolean' },
  },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const encoding = args.text('encoding');
    const release = await client.call(
      'release.create',
      {
        directory: args.requiredText('out'),
        replace: args.flag('replace'),
        ...withoutUndefined({
          lists: args.list('list')?.map((what) => oneOf(whats, '--list', what)),
          formats: args.list('format')?.map((format) => oneOf(exportFormats, '--format', format)),
          encoding: encoding === undefined ? undefined : oneOf(encodings, '--encoding', encoding),
        }),
      },
      signal,
    );
    output.result(release);
    for (const file of release.files) output.line(describeFile(file));
    output.line('出件完成，各文件数量与面积一致。');
    return 0;
  },
};

const releaseRerun: Command = {
  name: 'release rerun',
  usage: 'release rerun PROJECT --in DIR --format F1,F2',
  summary: '重做或补做成果中的几种（按出件时的数据），其余不动',
  options: { in: { type: 'string' }, format: { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const release = await client.call(
      'release.rerun',
      {
        directory: args.requiredText('in'),
        formats: args
          .requiredText('format')
          .split(',')
          .map((format) => oneOf(exportFormats, '--format', format)),
      },
      signal,
    );
    output.result(release);
    output.line(`成果已更新并重新勾稽：${release.files.length} 个文件。`);
    return 0;
  },
};

const releaseRebuild: Command = {
  name: 'release rebuild',
  usage: 'release rebuild PROJECT --release DIR --out DIR',
  summary: '按操作记录把以前的成果原样重做一份',
  options: { release: { type: 'string' }, out: { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const report = await client.call(
      'release.rebuild',
      { release: args.requiredText('release'), directory: args.requiredText('out') },
      signal,
    );
    output.result(report);
    for (const file of report.different) output.line(`${file}  与原成果不同`);
    output.line(report.identical ? '重建完成，与原成果逐字节相同。' : '重建完成，部分文件与原成果不同。');
    return report.identical ? 0 : 1;
  },
};

const exportFlowout: Command = {
  name: 'export flowout',
  usage:
    'export flowout PROJECT --before LAYER --after LAYER --year YYYY --out DIR [--construction L] [--balance L] [--farmland L]',
  summary: '导出年度变更情况明细（xlsx）',
  options: {
    ...{
      before: { type: 'string' },
      after: { type: 'string' },
      year: { type: 'string' },
      out: { type: 'string' },
    },
    ...{ construction: { type: 'string' }, balance: { type: 'string' }, farmland: { type: 'string' } },
  },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const report = await client.call(
      'export.flowout',
      {
        before: args.requiredText('before'),
        after: args.requiredText('after'),
        year: Number(args.requiredText('year')),
        directory: args.requiredText('out'),
        ...withoutUndefined({
          construction: args.text('construction'),
          balance: args.text('balance'),
          farmland: args.text('farmland'),
        }),
      },
      signal,
    );
    output.result(report);
    for (const { path } of report.files) output.line(path);
    return 0;
  },
};

const handUpTemplate: Command = {
  name: 'handup template',
  usage: 'handup template PROJECT [--file T.docx | --remove]',
  summary: '设置本单位的 .docx 报告模板',
  options: { file: { type: 'string' }, remove: { type: 'boolean' } },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const path = args.flag('remove') ? null : args.requiredText('file');
    const report = await client.call('handUp.setTemplate', { path, by }, signal);
    output.result(report);
    for (const name of report.unknown) output.line(`模板中的“{{${name}}}”没有对应的数据，将原样保留。`);
    output.line(report.templateName === null ? '已移除模板。' : `模板：${report.templateName}`);
    return 0;
  },
};

const releaseVerify: Command = {
  name: 'release verify',
  usage: 'release verify DIR',
  summary: '核验成果文件夹',
  options: {},
  async run({ client, args, output, signal }) {
    const report = await client.call('release.verify', { directory: args.positional(0, 'DIR') }, signal);
    output.result(report);
    for (const finding of report.findings) {
      output.line(`${finding.file}  ${finding.where}：应为 ${finding.expected}，实为 ${finding.found}`);
    }
    output.line(
      report.ok ? '核验通过：成果与出件时一致。' : `核验未通过：${report.findings.length} 处不一致。`,
    );
    return report.ok ? 0 : 1;
  },
};

const releaseList: Command = {
  name: 'release list',
  usage: 'release list DIR',
  summary: '列出文件夹中的成果',
  options: {},
  async run({ client, args, output, signal }) {
    const report = await client.call('release.list', { directory: args.positional(0, 'DIR') }, signal);
    output.result(report);
    for (const { name, changedAtUtc, files, state } of report.releases) {
      output.line(`${name}  ${changedAtUtc}  ${files} 个文件  ${releaseStateTitles[state]}`);
    }
    return 0;
  },
};

function oneOf<T extends string>(known: readonly T[], argument: string, text: string): T {
  const value = known.find((candidate) => candidate === text);
  if (value === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      argument,
      detail: `“${text}”不可用，可用：${known.join('、')}`,
    });
  }
  return value;
}

export const handUpCommands: readonly Command[] = [
  exportFiles,
  exportFlowout,
  releaseCreate,
  releaseRerun,
  releaseRebuild,
  releaseVerify,
  releaseList,
  handUpTemplate,
];
