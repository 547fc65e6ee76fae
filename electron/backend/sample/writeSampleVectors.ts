import { join } from 'node:path';
import { createAreaMeter, DEFAULT_AREA_SETTINGS } from '../../../shared/domain/area/areaMeter.ts';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
  type Ring,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { openShapefile } from '../vector/writeShapefile.ts';
import type { AdministrativeUnit } from './administrativeUnits.ts';
import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene, SceneParcel } from './countyScene.ts';
import { iterateForestLayer } from './forestLayer.ts';
import { iterateHeightSheets } from './heightGrid.ts';
import { isInsideRing } from './isInsideRing.ts';
import type { MessyPlot } from './messyPlots.ts';
import { createParcelRows, currentClass } from './parcelRecords.ts';
import { buildPlanRing } from './planRing.ts';
import {
  createPlotNumbering,
  createPlotRecord,
  EARLIER_IMAGE_DATE,
  LATER_IMAGE_DATE,
  landClassName,
  type PlotRecord,
  plotGeometry,
} from './plotRecords.ts';
import { createProtectionLayers } from './protectionLayers.ts';
import type { SampleFile } from './sampleFiles.ts';
import { type SampleFeature, type SampleLayerFields, writeSampleGeoPackage } from './sampleGeoPackage.ts';
import * as fields from './sampleLayerFields.ts';
import { hashUnit } from './seededRandom.ts';
import { iterateSlopeGrades } from './slopeGrades.ts';

const PROJECT_CRS = 'EPSG:4545';
/** Finer slope cells than this cost time without changing the picture of a large county. */
const SLOPE_CELL_METERS = 10;

export interface SampleVectorOptions {
  readonly directory: string;
  readonly scene: CountyScene;
  /** Called after each block and each layer; throws to stop. */
  readonly onStep: (stage: string, done: number, total: number) => void | Promise<void>;
  /** Called for every plot in the order of the Shapefile. */
  readonly onPlot?: (record: PlotRecord) => void;
  /** Puts the usual defects into plots, and leaves out .prj and .cpg files. */
  readonly mess?: { apply(plot: MessyPlot): readonly MessyPlot[] };
}

/** Writes every vector layer of the sample county; memory does not grow with the number of plots. */
export async function writeSampleVectors(options: SampleVectorOptions): Promise<SampleFile[]> {
  const { directory, scene, onStep } = options;
  const system = findCoordinateSystem(PROJECT_CRS);
  const geographic = findCoordinateSystem('EPSG:4490');
  if (system === undefined || geographic === undefined)
    throw new Error('the project systems are not registered');
  const projection = coordinateSystemWkt(system);
  const path = (name: string): string => join(directory, name);
  const protection = createProtectionLayers(scene);
  const files: SampleFile[] = [];
  const layer = async (
    name: string,
    role: SampleFile['role'],
    table: string,
    title: string,
    columns: SampleLayerFields,
    features: Iterable<SampleFeature>,
    crs = PROJECT_CRS,
  ): Promise<void> => {
    const [count] = await writeSampleGeoPackage(path(name), [
      { table, title, crs, fields: columns, features },
    ]);
    files.push({ path: path(name), role, features: count ?? 0 });
    await onStep(title, 1, 1);
  };

  const meter = createAreaMeter(system, DEFAULT_AREA_SETTINGS);
  const fabric = await writeFabric(
    options,
    protection.ecologicalRedLine,
    projection,
    meter.computeSquareMeters,
  );
  files.push(...fabric.files);
  await layer(
    '永久基本农田.gpkg',
    'basicFarmland',
    'YJJBNT',
    '永久基本农田',
    fields.BASIC_FARMLAND_FIELDS,
    iterateBasicFarmland(scene),
  );
  await layer(
    '生态保护红线_4490.gpkg',
    'ecologicalRedLine',
    'STBHHX',
    '生态保护红线',
    fields.RED_LINE_FIELDS,
    protection.ecologicalRedLine.map((feature) => ({
      ...feature,
      geometry: transformMultiPolygon(feature.geometry, system, geographic),
    })),
    'EPSG:4490',
  );
  await layer(
    '自然保护地.gpkg',
    'natureReserve',
    'ZRBHD',
    '自然保护地',
    fields.RESERVE_FIELDS,
    protection.natureReserves,
  );
  await layer(
    '饮用水水源保护区.gpkg',
    'waterSource',
    'YYSSYBHQ',
    '饮用水水源保护区',
    fields.WATER_SOURCE_FIELDS,
    protection.waterSources,
  );
  await layer(
    '河湖管理范围.gpkg',
    'riverManagement',
    'HHGLFW',
    '河湖管理范围',
    fields.RIVER_FIELDS,
    protection.riverManagement,
  );
  await layer(
    '林地一张图.gpkg',
    'forest',
    'LDYZT',
    '林地一张图',
    fields.FOREST_FIELDS,
    iterateForestLayer(scene),
  );
  await layer('坡度图.gpkg', 'slope', 'PDT', '坡度图', fields.SLOPE_FIELDS, iterateSlope(scene));
  await layer(
    '城镇开发边界.gpkg',
    'urbanGrowth',
    'CZKFBJ',
    '城镇开发边界',
    fields.URBAN_GROWTH_FIELDS,
    protection.urbanGrowth,
  );

  const unitLayer = (units: readonly AdministrativeUnit[]): SampleFeature[] =>
    units.map((unit) => {
      const ring = unitRing(scene, unit);
      return {
        geometry: [[ring]],
        values: { XZQDM: unit.code, XZQMC: unit.name, DCMJ: Math.round(computeRingArea(ring) * 100) / 100 },
      };
    });
  const counts = await writeSampleGeoPackage(path('行政区.gpkg'), [
    {
      table: 'XZQ',
      title: '乡镇',
      crs: PROJECT_CRS,
      fields: fields.UNIT_FIELDS,
      features: unitLayer(scene.units.towns),
    },
    {
      table: 'CJDCQ',
      title: '村',
      crs: PROJECT_CRS,
      fields: fields.UNIT_FIELDS,
      features: unitLayer(scene.units.villages),
    },
  ]);
  files.push({
    path: path('行政区.gpkg'),
    role: 'towns',
    features: counts.reduce((sum, count) => sum + count, 0),
  });
  if (options.mess !== undefined) {
    await layer('增减挂钩.gpkg', 'reference', 'ZJGG', '增减挂钩项目区', fields.UNIT_FIELDS, []);
  }
  return files;
}

async function writeFabric(
  options: SampleVectorOptions,
  redLines: readonly SampleFeature[],
  projection: string,
  measure: (geometry: MultiPolygon) => number,
): Promise<{ files: SampleFile[] }> {
  const { directory, scene, onStep, mess } = options;
  const parcels = openShapefile({
    path: join(directory, 'DLTB.shp'),
    fields: fields.DLTB_FIELDS,
    encoding: 'gbk',
    ...(mess === undefined ? { projection } : {}),
  });
  const plots = openShapefile({
    path: join(directory, '流出图斑.shp'),
    fields: fields.PLOT_FIELDS,
    encoding: mess === undefined ? 'gbk' : 'utf8',
    writeCpg: mess === undefined,
    projection,
  });
  const parcelRow = createParcelRows(scene);
  const numberFor = createPlotNumbering(scene.plots);
  const redLineAreas = redLines.map(({ geometry }) => ({ geometry, bounds: computeBounds(geometry) }));
  const [west, east] = scene.plan.countyColumns;
  const [south, north] = scene.plan.countyRows;
  const total = (east - west) * (north - south);
  let block = 0;
  try {
    for (const group of scene.blocks()) {
      for (const parcel of group) {
        parcels.add([[parcel.ring]], parcelRow(parcel, measure([[parcel.ring]])));
        if (parcel.outflow === undefined) continue;
        const geometry = plotGeometry(scene.plan.seed, parcel);
        const record = createPlotRecord(scene, parcel, {
          number: numberFor(scene.units.townAt(parcel.column, parcel.row).code),
          geometry,
          squareMeters: measure(geometry),
          inBasicFarmland: isBasicFarmland(scene, parcel),
          inRedLine: touchesAny(parcel.ring, redLineAreas),
        });
        for (const plot of mess?.apply({ record, geometry }) ?? [{ record, geometry }]) {
          plots.add(plot.geometry, plotValues(plot.record));
          options.onPlot?.(plot.record);
        }
      }
      await onStep('图斑', ++block, total);
    }
  } catch (error) {
    parcels.abort();
    plots.abort();
    throw error;
  }
  const plotFiles = plots.finish();
  const parcelFiles = parcels.finish();
  return {
    files: [
      { path: join(directory, '流出图斑.shp'), role: 'plots', features: plotFiles.features },
      { path: join(directory, 'DLTB.shp'), role: 'dltb', features: parcelFiles.features },
    ],
  };
}

/** The values of one plot in the order of PLOT_FIELDS. */
function plotValues(record: PlotRecord): (string | number | null)[] {
  return [
    record.townCode,
    record.townName,
    record.JCBH,
    record.TBLX,
    EARLIER_IMAGE_DATE,
    LATER_IMAGE_DATE,
    record.YDLBM,
    landClassName(record.YDLBM),
    record.DLBM,
    landClassName(record.DLBM),
    record.ZZSXDM === '' ? null : record.ZZSXDM,
    record.LCNF,
    record.SFYN,
    record.SFHX,
    record.MJ,
    `${record.villageCode}0000000`,
    record.villageName,
    record.BZ === '' ? null : record.BZ,
  ];
}

/** Basic farmland takes whole blocks of the gentler ground, other land and outflow plots inside included. */
function isBasicFarmland(scene: CountyScene, parcel: SceneParcel): boolean {
  const isField = parcel.cover === 'paddy' || parcel.cover === 'dryField';
  return isField && parcel.slope < 0.3 && hashUnit(scene.plan.seed + 95, parcel.column, parcel.row) < 0.55;
}

function* iterateBasicFarmland(scene: CountyScene): Generator<SampleFeature> {
  let number = 0;
  for (const group of scene.blocks()) {
    for (const parcel of group) {
      if (!isBasicFarmland(scene, parcel)) continue;
      number++;
      const village = scene.units.villageAt(parcel.column, parcel.row);
      const area = Math.round(computeRingArea(parcel.ring) * 100) / 100;
      yield {
        geometry: [[parcel.ring]],
        values: {
          XZQDM: village.code,
          XZQMC: village.name,
          YJJBNTTBBH: `${village.code}${String(number).padStart(8, '0')}`,
          TBBH: String(number).padStart(6, '0'),
          DLBM: currentClass(parcel),
          YJJBNTTBMJ: area,
          YJJBNTMJ: area,
          GDPDJB: null,
        },
      };
    }
  }
}

function* iterateSlope(scene: CountyScene): Generator<SampleFeature> {
  let number = 0;
  for (const sheet of iterateHeightSheets(scene, SLOPE_CELL_METERS)) {
    for (const { geometry, grade } of iterateSlopeGrades(sheet)) {
      const [outer, ...holes] = (geometry[0] ?? []).map(computeRingArea);
      number++;
      yield {
        geometry,
        values: {
          BSM: String(number).padStart(8, '0'),
          PDJB: String(grade),
          MJ: Math.round(((outer ?? 0) - holes.reduce((sum, hole) => sum + hole, 0)) * 100) / 100,
        },
      };
    }
  }
}

function unitRing(scene: CountyScene, unit: AdministrativeUnit): Ring {
  const { plan } = scene;
  const edge = (edges: readonly number[], index: number): number => edges[index] as number;
  return buildPlanRing(
    plan,
    {
      u0: edge(plan.columnEdges, unit.columns[0]),
      u1: edge(plan.columnEdges, unit.columns[1]),
      v0: edge(plan.rowEdges, unit.rows[0]),
      v1: edge(plan.rowEdges, unit.rows[1]),
    },
    {
      horizontal: new Map(
        [unit.rows[0], unit.rows[1]].map((row) => [edge(plan.rowEdges, row), plan.columnEdges]),
      ),
      vertical: new Map(
        [unit.columns[0], unit.columns[1]].map((column) => [edge(plan.columnEdges, column), plan.rowEdges]),
      ),
    },
  );
}

function touchesAny(
  ring: Ring,
  areas: readonly { readonly geometry: MultiPolygon; readonly bounds: Bounds | undefined }[],
): boolean {
  const own = computeBounds([[ring]]);
  return areas.some(({ geometry, bounds }) => {
    const apart =
      own === undefined ||
      bounds === undefined ||
      own.maxX < bounds.minX ||
      own.minX > bounds.maxX ||
      own.maxY < bounds.minY ||
      own.minY > bounds.maxY;
    const outline = geometry[0]?.[0];
    if (apart || outline === undefined) return false;
    for (let k = 0; k + 1 < ring.length; k += 2) {
      if (isInsideRing(outline, ring[k] as number, ring[k + 1] as number)) return true;
    }
    return false;
  });
}
