import type { MarkupRecord } from '../../../../shared/contract/records/markupRecords.ts';
import type { MarkupKind } from '../../../../shared/domain/review/markupKind.ts';
import type { LayerKind, ListLayer } from './listLayer.ts';

const kindTitles: Readonly<Record<MarkupKind, string>> = {
  area: '面',
  cloud: '云线',
  line: '线',
  arrow: '箭头',
  text: '文字',
};
const red = '#c2185b';

/** Other programs draw one kind of geometry per layer: markup is handed up as three. */
const layerKinds = [
  describe('markup_areas', '标注面', 'MULTIPOLYGON', 'fill', ['area', 'cloud']),
  describe('markup_lines', '标注线', 'LINESTRING', 'line', ['line', 'arrow']),
  describe('markup_points', '标注点', 'POINT', 'marker', ['text']),
] as const;
export const markupLayerKinds: readonly LayerKind[] = layerKinds.map(({ layer }) => layer);

/** What reviewers drew, without their names: a list hands up plots, not who looked at them. */
export function buildMarkupLayers(
  markup: readonly (Pick<MarkupRecord, 'kind' | 'text' | 'wkb'> & { readonly plotNo: string })[],
): ListLayer[] {
  return layerKinds.map(({ layer, kinds }) => {
    const drawn = markup.filter(({ kind }) => kinds.includes(kind));
    return {
      kind: layer,
      rows: drawn.map(({ plotNo, kind, text }) => [plotNo, kindTitles[kind], text || null]),
      shapes: drawn.map(({ wkb }) => wkb),
    };
  });
}

function describe(
  table: string,
  title: string,
  geometryType: LayerKind['geometryType'],
  shape: LayerKind['style']['shape'],
  kinds: readonly MarkupKind[],
): { readonly layer: LayerKind; readonly kinds: readonly MarkupKind[] } {
  const layer: LayerKind = {
    ...{ table, title, geometryType },
    columns: [
      { fieldName: 'TBBH', title: '图斑编号', type: 'text' },
      { fieldName: 'BZLX', title: '标注类型', type: 'text' },
      { fieldName: 'BZWZ', title: '标注文字', type: 'text' },
    ],
    style: {
      ...{ shape, fillOpacity: shape === 'marker' ? 1 : 0.1, outlineMillimeters: 0.6, field: 'BZLX' },
      categories: kinds.map((kind) => ({ value: kindTitles[kind], color: red })),
    },
  };
  return { layer, kinds };
}
