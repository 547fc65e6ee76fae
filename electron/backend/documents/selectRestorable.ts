import type { ListLayer } from './layers/listLayer.ts';
import type { PlotListSnapshot } from './plotListSnapshot.ts';

/** Of a frozen list of all plots that of which something may be restored; rows and shapes are shared, not copied. */
export function selectRestorable(whole: PlotListSnapshot, title: string): PlotListSnapshot {
  const rows = whole.rows.filter(
    ({ eligibility }) => eligibility === 'eligible' || eligibility === 'partial',
  );
  const plotNos = new Set(rows.map(({ plotNo }) => plotNo));
  const layers = whole.layers.map((layer) => selectPlots(layer, plotNos));
  return { ...whole, title, rows, layers: layers.filter((layer) => layer.rows.length > 0) };
}

function selectPlots({ kind, rows, shapes }: ListLayer, plotNos: ReadonlySet<string>): ListLayer {
  const column = kind.columns.findIndex(({ fieldName }) => fieldName === 'TBBH');
  const kept = rows.flatMap((row, place) => (plotNos.has(String(row[column])) ? [place] : []));
  return {
    kind,
    rows: kept.map((place) => rows[place] as ListLayer['rows'][number]),
    shapes: kept.map((place) => shapes[place] as Uint8Array),
  };
}
