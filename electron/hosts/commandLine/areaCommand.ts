import { formatMu, formatSquareMeters } from '../../../shared/text/quantities.ts';
import type { Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

export const areaCommand: Command = {
  name: 'area',
  usage: 'area FILE [--layer L] [--crs EPSG:n]',
  summary: '计算文件中各要素的椭球面积',
  options: { layer: { type: 'string' }, crs: { type: 'string' } },
  async run({ client, args, output, signal }) {
    const report = await client.call(
      'area.measure',
      {
        file: args.positional(0, 'FILE'),
        ...withoutUndefined({ layer: args.text('layer'), crs: args.text('crs') }),
      },
      signal,
    );
    output.result(report);
    output.line(`${report.method}　${report.ellipsoid}`);
    for (const feature of report.features) {
      output.line(
        `${feature.index + 1}  ${formatSquareMeters(feature.squareMeters)} 平方米  ${formatMu(feature.squareMeters)} 亩`,
      );
    }
    output.line(`合计 ${formatSquareMeters(report.totalSquareMeters)} 平方米`);
    return report.totalSquareMeters === null ? 1 : 0;
  },
};
