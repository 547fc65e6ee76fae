import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { replayReviewLog } from '../../../../shared/domain/review/replayReviewLog.ts';
import { targetOfAddedPlot } from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import {
  dropFeatureTable,
  type FeatureInput,
  type FieldDefinition,
  hashFeatureTable,
  replaceFeatures,
} from '../geopackage/featureTable.ts';
import { computeWkbBounds } from '../geopackage/wkbBounds.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { iterateCommandsOf } from './commandLog.ts';
import { restoreLooks } from './coverage.ts';
import { iterateLayerFeatures } from './iterateLayerFeatures.ts';
import { getLayer, insertLayer } from './layers.ts';
import { createCoreTables } from './migrations/0001-create-core-tables.ts';
import { findPlotNumber, insertPlots } from './plots.ts';
import type { ReviewThing } from './reviewThing.ts';

/** What a reviewer says of a plot that no list names; areas in square metres, unrounded. */
export interface AddedPlot {
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly remark: string;
  /** A multipolygon in the project CRS. */
  readonly wkb: Uint8Array;
  /** On the ellipsoid, and in the plane of the project CRS (null in a geographic one). */
  readonly squareMeters: number;
  readonly planarSquareMeters: number | null;
  readonly by: string;
  readonly atUtc: string;
}

/** The name of their layer, and what every list says of where they come from. */
const addedLayerName = '排查补充';

/** The layer of plots that were drawn is the one that came from no file. */
export function isAddedLayer({ sourceFile }: { readonly sourceFile: string }): boolean {
  return sourceFile === '';
}

/** The form in which a plot that was drawn stands in the command log. */
export function addedPlotToJson({ wkb, ...said }: AddedPlot): JsonValue {
  return { ...said, wkb: Buffer.from(wkb).toString('base64') };
}

/**
 * Plots that reviewers drew are features of a layer of their own, beside those of the lists, which stay as they came.
 * The layer is there as long as it has plots.
 */
export const addedPlotThing: ReviewThing = {
  since: createCoreTables.number,
  read(db, { plotId }) {
    const [found] = readAddedPlots(db, [plotId]);
    return found === undefined ? null : addedPlotToJson(found.plot);
  },
  write(db, { plotId }, value, { atUtc, sequence }) {
    if (value === null) takeAway(db, plotId, atUtc);
    else if (findPlotNumber(db, plotId) !== undefined) describeAnew(db, plotId, fromJson(value), atUtc);
    else {
      put(db, plotId, fromJson(value), atUtc);
      // that it was looked at is no step of review, which an undo could bring back
      restoreLooks(db, sql`p.plot_id = ${plotId}`, sequence);
    }
  },
  *list(db) {
    for (const { plotId, plot } of readAddedPlots(db)) {
      yield { target: targetOfAddedPlot(plotId), value: addedPlotToJson(plot) };
    }
  },
};

const fields = [
  { name: 'TBBH', type: 'text' },
  { name: 'XZMC', type: 'text' },
  { name: 'CMC', type: 'text' },
  { name: 'DLBM', type: 'text' },
  { name: 'TBMJ', type: 'real' },
  { name: 'PMMJ', type: 'real' },
  { name: 'BZ', type: 'text' },
  { name: 'TJR', type: 'text' },
  { name: 'TJSJ', type: 'text' },
] as const satisfies readonly FieldDefinition[];

/** A feature has the number of its plot, which is never given twice. */
function toFeature(plotId: number, plot: AddedPlot): FeatureInput {
  const { plotNo, townName, villageName, landClassCode, squareMeters, planarSquareMeters } = plot;
  const attributes = [plotNo, townName, villageName, landClassCode, squareMeters, planarSquareMeters];
  return { fid: plotId, wkb: plot.wkb, attributes: [...attributes, plot.remark, plot.by, plot.atUtc] };
}

function readAddedPlots(
  db: ReadableDatabase,
  plotIds?: readonly number[],
): { readonly plotId: number; readonly plot: AddedPlot }[] {
  const layerId = findAddedLayer(db);
  if (layerId === undefined) return [];
  const selection = plotIds === undefined ? {} : { fids: plotIds };
  return [...iterateLayerFeatures(db, layerId, selection)].map(({ fid, wkb, attributes }) => {
    if (wkb === null)
      throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: targetOfAddedPlot(fid) });
    const text = (name: (typeof fields)[number]['name']) => String(attributes[name] ?? '');
    const plot = {
      plotNo: text('TBBH'),
      townName: text('XZMC'),
      villageName: text('CMC'),
      landClassCode: text('DLBM'),
      remark: text('BZ'),
      wkb,
      squareMeters: Number(attributes.TBMJ),
      planarSquareMeters: attributes.PMMJ == null ? null : Number(attributes.PMMJ),
      by: text('TJR'),
      atUtc: text('TJSJ'),
    };
    return { plotId: fid, plot };
  });
}

function findAddedLayer(db: ReadableDatabase): string | undefined {
  const layerId = db.value<number>(sql`SELECT layer_id FROM layers WHERE source_file = ''`);
  return layerId === undefined ? undefined : String(layerId);
}

function put(db: WritableDatabase, plotId: number, plot: AddedPlot, atUtc: string): void {
  const feature = toFeature(plotId, plot);
  let layerId = findAddedLayer(db);
  if (layerId === undefined) layerId = createLayer(db, feature, atUtc);
  else {
    replaceFeatures(db, getLayer(db, layerId).table, sql`0`, [feature], contentsAt(atUtc));
  }
  insertPlots(db, layerId, [
    {
      plotId,
      fid: plotId,
      plotNo: plot.plotNo,
      townName: plot.townName,
      villageName: plot.villageName,
      landClassCode: plot.landClassCode,
      formerLandClassCode: '',
      restorationAttribute: '',
      outflowYear: null,
      recordedSquareMeters: null,
      areaSquareMeters: plot.squareMeters,
      planarSquareMeters: plot.planarSquareMeters,
      bounds: computeWkbBounds(plot.wkb) as Bounds,
    },
  ]);
  describeLayer(db, layerId);
}

/** What is said of the plot in place of what was: its number and its shape stay. */
function describeAnew(db: WritableDatabase, plotId: number, plot: AddedPlot, atUtc: string): void {
  const layerId = findAddedLayer(db);
  if (layerId === undefined) return;
  const condition = sql`fid = ${plotId}`;
  replaceFeatures(db, getLayer(db, layerId).table, condition, [toFeature(plotId, plot)], contentsAt(atUtc));
  db.run(sql`
    UPDATE plots SET (town_name, village_name, land_class_code) =
      (${plot.townName}, ${plot.villageName}, ${plot.landClassCode})
    WHERE plot_id = ${plotId}`);
  describeLayer(db, layerId);
}

function takeAway(db: WritableDatabase, plotId: number, atUtc: string): void {
  const layerId = findAddedLayer(db);
  if (layerId === undefined) return;
  requireNothingOn(db, plotId);
  db.run(sql`DELETE FROM plots WHERE plot_id = ${plotId}`);
  const { table } = getLayer(db, layerId);
  replaceFeatures(db, table, sql`fid = ${plotId}`, [], contentsAt(atUtc));
  const left = db.value<number>(sql`SELECT count(*) FROM plots WHERE layer_id = ${Number(layerId)}`) ?? 0;
  if (left > 0) {
    describeLayer(db, layerId);
    return;
  }
  dropFeatureTable(db, table);
  db.run(sql`DELETE FROM layers WHERE layer_id = ${Number(layerId)}`);
}

const contentsAt = (changedAtUtc: string) => ({ title: addedLayerName, changedAtUtc });

function createLayer(db: WritableDatabase, feature: FeatureInput, atUtc: string): string {
  const code = db.value<string>(sql`SELECT crs FROM project`) ?? '';
  const crs = findCoordinateSystem(code);
  if (crs === undefined) throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: `crs ${code}` });
  const layer = {
    name: addedLayerName,
    role: 'plots',
    rule: null,
    crs: crs.code,
    crsFrom: 'user',
    encoding: 'UTF-8',
    encodingFrom: 'format',
    sourceFile: '',
    sourceLayer: addedLayerName,
    sourceSha256: '',
    fields,
  } as const;
  return insertLayer(db, crs, layer, [feature], atUtc).id;
}

/** Count, extent and hash as they are now: an import's never change, this layer's do. */
function describeLayer(db: WritableDatabase, layerId: string): void {
  const { table, fields: columns } = getLayer(db, layerId);
  const names = columns.map(({ column }) => column);
  const { count, contentSha256 } = hashFeatureTable(db, table, names);
  db.run(sql`
    UPDATE layers SET (feature_count, content_sha256, min_x, min_y, max_x, max_y) = (
      SELECT ${count}, ${contentSha256}, min(min_x), min(min_y), max(max_x), max(max_y)
      FROM plots WHERE layer_id = ${Number(layerId)})
    WHERE layer_id = ${Number(layerId)}`);
}

/** Nobody's verdict, flag, drawing, photo or case goes with a plot: they are taken back first. */
function requireNothingOn(db: ReadableDatabase, plotId: number): void {
  const own = targetOfAddedPlot(plotId);
  const { reviews, flagged, things } = replayReviewLog(iterateCommandsOf(db, plotId));
  const others = [...things.keys()].filter((target) => target !== own);
  if (reviews.size + flagged.size + others.length === 0) return;
  const plotNo = db.value<string>(sql`SELECT plot_no FROM plots WHERE plot_id = ${plotId}`) ?? `#${plotId}`;
  throw new AppError('ADDED_PLOT_IN_USE', { plotNo });
}

function fromJson(value: JsonValue): AddedPlot {
  const { wkb, ...said } = value as unknown as Omit<AddedPlot, 'wkb'> & { readonly wkb: string };
  return { ...said, wkb: Buffer.from(wkb, 'base64') };
}
