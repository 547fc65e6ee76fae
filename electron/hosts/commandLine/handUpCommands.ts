import { AppError } from '../../../shared/errors/AppError.ts';
import { releaseStateTitles } from '../../../shared/text/labels.zh-CN.ts';
import type { Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const whats = ['plots', 'eligible'] as const;
const formats = ['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx', 'pdf'] as const;
const encodings = ['gbk', 'utf8'] as const;

const exportFiles: Command = {
  name: 'export',
  usage:
    'export PROJECT --what plots|eligible --format xlsx,csv,gpkg,geojson,shp,kml,txt,docx,pdf --out DIR [--encoding gbk|utf8] [--plots N1,N2]',
  summary: '导出清单',
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
        formats: (args.list('format') ?? ['xlsx']).map((format) => oneOf(formats, '--format', format)),
        directory: args.requiredText('out'),
        ...withoutUndefined({
          encoding: encoding === undefined ? undefined : oneOf(encodings, '--encoding', encoding),
          plotNos: args.list('plots'),
        }),
      },
      signal,
    );
    output.result(report);
    for (const file of report.files) output.line(`${file.path}  ${file.rows} 行`);
    return 0;
  },
};

const releaseCreate: Command = {
  name: 'release create',
  usage: 'release create PROJECT --out DIR [--list plots,eligible] [--format F1,F2] [--encoding gbk|utf8]',
  summary: '出件：生成全部成果并勾稽',
  options: {
    out: { type: 'string' },
    list: { type: 'string' },
    format: { type: 'string' },
    encoding: { type: 'string' },
  },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const encoding = args.text('encoding');
    const release = await client.call(
      'release.create',
      {
        directory: args.requiredText('out'),
        ...withoutUndefined({
          lists: args.list('list')?.map((what) => oneOf(whats, '--list', what)),
          formats: args.list('format')?.map((format) => oneOf(formats, '--format', format)),
          encoding: encoding === undefined ? undefined : oneOf(encodings, '--encoding', encoding),
        }),
      },
      signal,
    );
    output.result(release);
    for (const file of release.files) output.line(`${file.path}  ${file.rows} 行`);
    output.line('出件完成，各文件数量与面积一致。');
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

export const handUpCommands: readonly Command[] = [exportFiles, releaseCreate, releaseVerify, releaseList];
