import { join } from 'node:path';
import { createAreaMeter, DEFAULT_AREA_SETTINGS } from '../../../shared/domain/area/areaMeter.ts';
import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
  type Ring,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { openShapefile } from '../vector/writeShapefile.ts';
import { isBasicFarmland } from './basicFarmlandLayer.ts';
import { isInsideRing } from './isInsideRing.ts';
import { createParcelRows } from './parcelRecords.ts';
import {
  createPlotNumbering,
  createPlotRecord,
  EARLIER_IMAGE_DATE,
  LATER_IMAGE_DATE,
  landClassName,
  type PlotRecord,
  plotGeometry,
} from './plotRecords.ts';
import type { SampleFile } from './sampleFiles.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';
import * as fields from './sampleLayerFields.ts';
import type { SampleVectorOptions } from './sampleVectorOptions.ts';

/**
 * Writes DLTB.shp and 流出图斑.shp in one walk over the county, so that a plot and the parcel under it are one shape.
 * `redLines` are in the project's plane; `projection` is its WKT.
 */
export async function writeParcelsAndPlots(
  options: SampleVectorOptions,
  system: CoordinateSystem,
  redLines: readonly SampleFeature[],
): Promise<SampleFile[]> {
  const { directory, scene, onStep, mess } = options;
  const projection = coordinateSystemWkt(system);
  const measure = createAreaMeter(system, DEFAULT_AREA_SETTINGS).computeSquareMeters;
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
  return [
    { path: join(directory, '流出图斑.shp'), role: 'plots', features: plotFiles.features },
    { path: join(directory, 'DLTB.shp'), role: 'dltb', features: parcelFiles.features },
  ];
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
