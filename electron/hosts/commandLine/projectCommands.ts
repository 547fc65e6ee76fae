import type { Command } from './command.ts';

const create: Command = {
  name: 'project create',
  usage: 'project create DIR --name NAME --crs EPSG:4545',
  summary: '新建项目',
  options: { name: { type: 'string' }, crs: { type: 'string' } },
  async run({ client, args, output, signal }) {
    const project = await client.call(
      'project.create',
      {
        directory: args.positional(0, 'DIR'),
        name: args.requiredText('name'),
        crs: args.requiredText('crs'),
      },
      signal,
    );
    output.result(project);
    output.line(`已新建项目“${project.name}”，坐标系 ${project.crsName}（${project.crs}）。`);
    return 0;
  },
};

const info: Command = {
  name: 'project info',
  usage: 'project info DIR',
  summary: '查看项目内容',
  options: {},
  async run({ client, args, output, signal }) {
    const project = await client.call('project.open', { directory: args.positional(0, 'DIR') }, signal);
    output.result(project);
    output.line(`${project.name} · ${project.crsName}（${project.crs}）· 数据版本 ${project.schemaVersion}`);
    for (const layer of project.layers) {
      output.line(
        `  ${layer.id}  ${layer.name}  ${layer.role}${layer.rule ? ` ${layer.rule}` : ''}  ${layer.features} 个`,
      );
    }
    for (const image of project.imagery) {
      output.line(`  ${image.id}  ${image.name}  影像 ${image.epoch}  ${image.width}×${image.height}`);
    }
    output.line(
      `图斑 ${project.counts.plots} 块，已判 ${project.counts.judged} 块，操作记录 ${project.counts.commands} 条。`,
    );
    return 0;
  },
};

const check: Command = {
  name: 'project check',
  usage: 'project check DIR',
  summary: '检查项目完整性',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'DIR') }, signal);
    const report = await client.call('project.check', {}, signal);
    output.result(report);
    for (const finding of report.findings)
      output.line(`${finding.code}  ${finding.where}  ${finding.detail}`);
    output.line(
      report.ok ? '检查通过：数据完整，记录链未被改动。' : `发现 ${report.findings.length} 个问题。`,
    );
    return report.ok ? 0 : 1;
  },
};

const backup: Command = {
  name: 'project backup',
  usage: 'project backup DIR [--to FILE]',
  summary: '备份项目',
  options: { to: { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'DIR') }, signal);
    const file = args.text('to');
    const written = await client.call('project.backup', file === undefined ? {} : { file }, signal);
    output.result(written);
    output.line(`已备份到 ${written.path}（已校验）。`);
    return 0;
  },
};

export const projectCommands: readonly Command[] = [create, info, check, backup];
