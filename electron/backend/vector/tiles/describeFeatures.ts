import type { StoredLayer } from '../../storage/project/layers.ts';
import { readTileLabels, readTilePlots } from '../../storage/project/readTileRows.ts';
import type { ReadableDatabase } from '../../storage/sqlite/Connection.ts';
import type { TileFeature, TileValue } from './encodeTile.ts';

type Properties = readonly (readonly [string, TileValue])[];

/** What a tile says of its features. */
export interface TileWords {
  /** True where it holds as long as the layer's content does, whatever is judged. */
  readonly isLasting: boolean;
  of(feature: TileFeature): Properties;
}

/** A tile of so many features is too crowded for names: of each it says only what it takes to find it. */
const crowded = 2_500;

/** Fields whose value names a feature on the map, best first. */
const labelFields: readonly string[] = [
  'XZQMC',
  'XZMC',
  'HXMC',
  'BHDMC',
  'SYDMC',
  'HLMC',
  'GHFQMC',
  'MC',
  '名称',
  'NAME',
  'TBBH',
  'YJJBNTTBBH',
  'DLMC',
  'DLBM',
  'PDJB',
  'DI_LEI',
];

/**
 * fid for every feature; for plots what the map shows of them, for other layers a label and the rule they serve. A
 * cell has its count instead. At a small scale, where no name can be read, a feature says only what it takes to find
 * it: its plot, or its fid.
 */
export function describeFeatures(
  db: ReadableDatabase,
  layer: StoredLayer,
  features: readonly TileFeature[],
  isSmallScale: boolean,
): TileWords {
  const rule = layer.rule === null ? [] : [['rule', layer.rule] as const];
  const isPlots = layer.role === 'plots';
  const isFound = (feature: TileFeature) => feature.fid === null || feature.plotId !== undefined;
  if (features.length > crowded || (isSmallScale && (!isPlots || features.every(isFound)))) {
    return {
      isLasting: true,
      of({ fid, plotId, count = 1 }) {
        if (fid === null) return [['count', count], ...rule];
        return plotId === undefined ? [['fid', fid], ...rule] : [['plotId', plotId], ...rule];
      },
    };
  }
  const fids = features.flatMap(({ fid }) => (fid === null ? [] : [fid]));
  const describe = isPlots ? describePlots(db, layer, fids) : describeOthers(db, layer, fids);
  return {
    isLasting: false,
    of: ({ fid, count = 1 }) =>
      fid === null ? [['count', count], ...rule] : [['fid', fid], ...describe(fid), ...rule],
  };
}

function describePlots(db: ReadableDatabase, layer: StoredLayer, fids: readonly number[]) {
  const plots = readTilePlots(db, layer.id, fids);
  return (fid: number): Properties => {
    const plot = plots.get(fid);
    if (plot === undefined) return [];
    const { plotId, plotNo, status, verdict, eligibility } = plot;
    return [
      ['plotId', plotId],
      ['plotNo', plotNo],
      ['status', status],
      ...(verdict === null ? [] : [['verdict', verdict] as const]),
      ...(eligibility === null ? [] : [['eligibility', eligibility] as const]),
    ];
  };
}

function describeOthers(db: ReadableDatabase, layer: StoredLayer, fids: readonly number[]) {
  const labelColumn = labelFields
    .map((alias) => layer.fields.find(({ name }) => name.toUpperCase() === alias))
    .find((field) => field !== undefined)?.column;
  const labels = labelColumn === undefined ? undefined : readTileLabels(db, layer, labelColumn, fids);
  return (fid: number): Properties => {
    const label = labels?.get(fid);
    return label === undefined ? [] : [['label', label]];
  };
}
