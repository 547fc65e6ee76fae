import Flatbush from 'flatbush';
import type { AttributeValue } from '../../../../shared/domain/eligibility/ruleSet.ts';
import { computeCommonArea } from '../../../../shared/domain/geometry/commonArea.ts';
import { type IndexedRings, indexRings } from '../../../../shared/domain/geometry/indexRings.ts';
import { parseWkb } from '../../../../shared/domain/geometry/parseWkb.ts';
import { iterateLayerFeatures, type LayerFeature } from '../../storage/project/iterateLayerFeatures.ts';
import { listLayers } from '../../storage/project/layers.ts';
import type { ReadableDatabase } from '../../storage/sqlite/Connection.ts';
import type { ListCell } from '../listTable.ts';
import type { PlotListRow } from '../plotListSnapshot.ts';
import type { LayerColumn, LayerKind, ListLayer } from './listLayer.ts';

/** Fields of YJJBNT layers (domain reference §4.1) that say whose the ground is to look after. */
const personalColumns: readonly LayerColumn[] = [
  { fieldName: 'ZRRMC', title: '责任人名称', type: 'text' },
  { fieldName: 'ZRRZJHM', title: '责任人证件号码', type: 'text' },
  { fieldName: 'LXDH', title: '联系电话', type: 'text' },
];
/** The number is what tells such a layer from any other. */
const numberField = 'YJJBNTTBBH';
const plotField: LayerColumn = { fieldName: 'TBBH', title: '图斑编号', type: 'text' };
const ownColumns: readonly LayerColumn[] = [
  { fieldName: numberField, title: '永久基本农田图斑编号', type: 'text' },
  { fieldName: 'DLBM', title: '地类编码', type: 'text' },
  { fieldName: 'YJJBNTMJ', title: '永久基本农田面积', type: 'real' },
  { fieldName: 'GDPDJB', title: '耕地坡度级别', type: 'text' },
];
/** Parcels that only touch a plot share less than this part of it. */
const smallestShare = 1e-6;

export const basicFarmlandKind = describe('basic_farmland', '永久基本农田', ownColumns);
export const basicFarmlandWithPersonsKind = describe('basic_farmland_persons', '永久基本农田（含责任人）', [
  ...ownColumns,
  ...personalColumns,
]);

/**
 * Parcels of basic farmland that share ground with plots of the list, once for each such plot. Names, document and
 * telephone numbers of persons are left out unless they are asked for.
 */
export function freezeBasicFarmland(
  db: ReadableDatabase,
  plots: readonly Pick<PlotListRow, 'plotNo' | 'geometry'>[],
  withPersonalData: boolean,
): ListLayer {
  const kind = withPersonalData ? basicFarmlandWithPersonsKind : basicFarmlandKind;
  const findPlots = indexPlots(plots);
  const rows: ListCell[][] = [];
  const shapes: Uint8Array[] = [];
  const layers = listLayers(db).filter(({ fields }) =>
    fields.some(({ name }) => name.toUpperCase() === numberField),
  );
  for (const { id } of layers) {
    for (const { wkb, attributes } of iterateLayerFeatures(db, id)) {
      if (wkb === null) continue;
      const met = findPlots(wkb);
      if (met.length === 0) continue;
      const cells = readCells(attributes, kind);
      for (const plotNo of met) {
        rows.push([plotNo, ...cells]);
        shapes.push(wkb);
      }
    }
  }
  return { kind, rows, shapes };
}

function describe(table: string, title: string, columns: readonly LayerColumn[]): LayerKind {
  return {
    ...{ table, title, geometryType: 'MULTIPOLYGON', columns: [plotField, ...columns] },
    style: {
      ...{ shape: 'fill', fillOpacity: 0.15, outlineMillimeters: 0.5, field: 'DLBM' },
      categories: ['0101', '0102', '0103'].map((value) => ({ value, color: '#b8860b' })),
    },
  };
}

/** Numbers of the plots a parcel shares ground with, in the order of the list. */
function indexPlots(
  plots: readonly Pick<PlotListRow, 'plotNo' | 'geometry'>[],
): (wkb: Uint8Array) => string[] {
  if (plots.length === 0) return () => [];
  const indexed = plots.map(({ geometry }) => indexRings(geometry));
  const boxes = new Flatbush(plots.length);
  for (const { minX, minY, maxX, maxY } of indexed) boxes.add(minX, minY, maxX, maxY);
  boxes.finish();
  return (wkb) => {
    const parsed = parseWkb(wkb);
    if (!parsed.ok) return [];
    const parcel = indexRings(parsed.value.polygons);
    return boxes
      .search(parcel.minX, parcel.minY, parcel.maxX, parcel.maxY)
      .sort((a, b) => a - b)
      .filter((place) => shareGround(indexed[place] as IndexedRings, parcel))
      .map((place) => plots[place]?.plotNo as string);
  };
}

function shareGround(plot: IndexedRings, parcel: IndexedRings): boolean {
  return computeCommonArea(plot, parcel) > plot.area * smallestShare;
}

/** A layer may lack a field, or write its name in small letters. */
function readCells(attributes: LayerFeature['attributes'], { columns }: LayerKind): ListCell[] {
  const values = new Map(Object.entries(attributes).map(([name, value]) => [name.toUpperCase(), value]));
  return columns.slice(1).map(({ fieldName, type }) => toCell(values.get(fieldName) ?? null, type));
}

function toCell(value: AttributeValue, type: LayerColumn['type']): ListCell {
  if (value === null || value === '') return null;
  if (type === 'text') return String(value);
  return Number.isFinite(Number(value)) ? Number(value) : null;
}
