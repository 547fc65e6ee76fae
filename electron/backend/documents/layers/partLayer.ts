import type { PlotPart } from '../../../../shared/contract/records/markupRecords.ts';
import type { VerdictScheme } from '../../../../shared/domain/review/verdictScheme.ts';
import type { LayerKind, ListLayer } from './listLayer.ts';

export const partKind: LayerKind = {
  table: 'parts',
  title: '分割地块',
  geometryType: 'MULTIPOLYGON',
  columns: [
    { fieldName: 'TBBH', title: '图斑编号', type: 'text' },
    { fieldName: 'DKXH', title: '地块序号', type: 'integer' },
    { fieldName: 'PDZT', title: '判读状态', type: 'text' },
    { fieldName: 'PDJL', title: '判读结论', type: 'text' },
    { fieldName: 'BZ', title: '备注', type: 'text' },
    { fieldName: 'TQMJ', title: '椭球面积（平方米）', type: 'real' },
    { fieldName: 'MJM', title: '面积（亩，平差后）', type: 'real' },
  ],
  style: {
    ...{ shape: 'fill', fillOpacity: 0, outlineMillimeters: 0.7, field: 'PDZT' },
    categories: [
      { value: '已判', color: '#0072b2' },
      { value: '未判', color: '#52606d' },
    ],
  },
};

/** The parts plots are cut into, each with its verdict; their 亩 add up to the plot's. */
export function buildPartLayer(
  plots: readonly { readonly plotNo: string; readonly parts: readonly Omit<PlotPart, 'position'>[] }[],
  scheme: VerdictScheme,
): ListLayer {
  const titles = new Map(scheme.options.map(({ code, title }) => [code, title]));
  return {
    kind: partKind,
    rows: plots.flatMap(({ plotNo, parts }) =>
      parts.map(({ verdictCode, note, squareMeters, printedMu }, index) => [
        ...[plotNo, index + 1, verdictCode === null ? '未判' : '已判'],
        verdictCode === null ? null : (titles.get(verdictCode) ?? verdictCode),
        ...[note || null, squareMeters, printedMu],
      ]),
    ),
    shapes: plots.flatMap(({ parts }) => parts.map(({ wkb }) => wkb)),
  };
}
