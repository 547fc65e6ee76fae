import type { VectorImportReport } from '../../../shared/contract/records/importRecords.ts';
import { type LayerRole, layerRoles } from '../../../shared/domain/eligibility/ruleSet.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { formatSquareMeters } from '../../../shared/text/quantities.ts';
import { describeImportFinding } from '../../../shared/text/vectorImport.zh-CN.ts';
import type { Arguments, Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const inspect: Command = {
  name: 'import inspect',
  usage: 'import inspect FILE…',
  summary: '查看数据文件的内容，不写入',
  options: {},
  async run({ client, args, output, signal }) {
    args.positional(0, 'FILE');
    const report = await client.call('import.inspect', { files: args.rest(0) }, signal);
    output.result(report);
    for (const dataset of report.datasets) {
      const crs = dataset.crs ?? `无坐标系（可能是 ${dataset.crsGuess.join('、') || '未知'}）`;
      output.line(`${dataset.file} · ${dataset.layer} · ${dataset.driver} · ${dataset.features} 个 · ${crs}`);
      output.line(`  字段：${dataset.fields.map((field) => field.name).join('、')}`);
      for (const finding of dataset.findings) output.line(describeFinding(finding));
    }
    return report.datasets.some((dataset) => dataset.findings.length > 0) ? 1 : 0;
  },
};

const vector: Command = {
  name: 'import vector',
  usage:
    'import vector PROJECT FILE --as ROLE [--layer L] [--name N] [--rule E02] [--where EXPR] [--crs EPSG:n] [--encoding gb18030] [--map plotNo=JCBH,…]',
  summary: '导入矢量图层',
  options: {
    as: { type: 'string' },
    layer: { type: 'string' },
    name: { type: 'string' },
    rule: { type: 'string' },
    where: { type: 'string' },
    crs: { type: 'string' },
    encoding: { type: 'string' },
    map: { type: 'string' },
  },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const fieldMap = readFieldMap(args);
    const report = await client.call(
      'import.vector',
      {
        file: args.positional(1, 'FILE'),
        role: readRole(args.requiredText('as')),
        ...withoutUndefined({
          layer: args.text('layer'),
          name: args.text('name'),
          rule: args.text('rule'),
          where: args.text('where'),
          crs: args.text('crs'),
          encoding: args.text('encoding'),
          fieldMap,
        }),
        by,
      },
      signal,
    );
    output.result(report);
    output.line(
      `读取 ${report.read} 个，导入 ${report.imported} 个，修复 ${report.repaired.length} 个，跳过 ${report.skipped.length} 个（${report.crs}，${report.encoding}）。`,
    );
    for (const repaired of report.repaired) {
      output.line(
        `  修复 第 ${repaired.index + 1} 个：${describeImportFinding(repaired.why)}，面积 ${formatSquareMeters(repaired.areaBefore)} → ${formatSquareMeters(repaired.areaAfter)} 平方米`,
      );
    }
    for (const skipped of report.skipped) {
      output.line(`  跳过 第 ${skipped.index + 1} 个：${describeImportFinding(skipped.why)}`);
    }
    for (const finding of report.findings) output.line(describeFinding(finding));
    const needsLooking =
      report.skipped.length > 0 || report.findings.some(({ code }) => code.startsWith('PLOT_NUMBER'));
    return needsLooking ? 1 : 0;
  },
};

function describeFinding({ code, count, examples }: VectorImportReport['findings'][number]): string {
  return `  ${describeImportFinding(code)}（${count} 处，如 ${examples.join('、')}）`;
}

const imagery: Command = {
  name: 'import imagery',
  usage:
    'import imagery PROJECT FILE… --epoch 2023-05-01 [--name N] [--sensor S] [--bands 1,2,3] [--crs EPSG:n]',
  summary: '导入影像',
  options: {
    epoch: { type: 'string' },
    name: { type: 'string' },
    sensor: { type: 'string' },
    bands: { type: 'string' },
    crs: { type: 'string' },
  },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    args.positional(1, 'FILE');
    const report = await client.call(
      'import.imagery',
      {
        files: args.rest(1),
        epoch: args.requiredText('epoch'),
        ...withoutUndefined({
          name: args.text('name'),
          sensor: args.text('sensor'),
          bands: args.list('bands')?.map(Number),
          crs: args.text('crs'),
        }),
        by,
      },
      signal,
    );
    output.result(report);
    output.line(
      `已导入影像 ${report.width}×${report.height}，${report.tiles} 块瓦片，用时 ${(report.elapsedMs / 1000).toFixed(1)} 秒。`,
    );
    return 0;
  },
};

const dem: Command = {
  name: 'import dem',
  usage: 'import dem PROJECT FILE [--name N] [--threshold 25]',
  summary: '导入高程并提取陡坡区',
  options: { name: { type: 'string' }, threshold: { type: 'string' } },
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const report = await client.call(
      'import.dem',
      {
        file: args.positional(1, 'FILE'),
        ...withoutUndefined({ name: args.text('name'), thresholdDegrees: args.number('threshold') }),
        by,
      },
      signal,
    );
    output.result(report);
    output.line(
      `格网 ${report.cellMeters} 米，坡度 ≥ ${report.thresholdDegrees}° 的面积 ${report.steepSquareMeters.toFixed(2)} 平方米。`,
    );
    return 0;
  },
};

function readRole(text: string): LayerRole {
  const role = layerRoles.find((known) => known === text);
  if (role === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      argument: '--as',
      detail: `“${text}”不是图层用途，可用：${layerRoles.join('、')}`,
    });
  }
  return role;
}

/** `plotNo=JCBH,townName=XZQMC` → { plotNo: 'JCBH', townName: 'XZQMC' }. */
function readFieldMap(args: Arguments): Record<string, string> | undefined {
  const pairs = args.list('map');
  if (pairs === undefined) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const [target, source] = pair.split('=');
      if (!target || !source) {
        throw new AppError('ARGUMENT_INVALID', {
          argument: '--map',
          detail: `“${pair}”应写成 目标字段=来源字段`,
        });
      }
      return [target, source];
    }),
  );
}

export const importCommands: readonly Command[] = [inspect, vector, imagery, dem];
