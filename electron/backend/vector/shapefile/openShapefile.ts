import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import { FileWindow } from '../source/FileWindow.ts';
import type { SourceFeature, SourceFinding, SourceLayer, VectorSource } from '../source/VectorSource.ts';
import { DbfTable } from './DbfTable.ts';
import { locateShapes } from './locateShapes.ts';
import { parseShape, shapeTypeName } from './parseShape.ts';

const FILE_CODE = 9994;
const HEADER_BYTES = 100;

export interface OpenOptions {
  /** Name for messages and for the layer; the copy itself has a neutral name. */
  readonly shownFile: string;
  readonly layerName: string;
  /** WHATWG encoding name the user asked for. */
  readonly encoding: string | undefined;
}

/**
 * Opens a shapefile from its private copy. Read by our own code and not by GDAL, because the raw bytes of the .dbf
 * are needed to find its encoding (GDAL takes Latin-1 where nothing is declared, and turns long ids into numbers).
 * Throws DATASET_UNRECOGNISED where the .shp is none.
 */
export function openShapefile(path: string, options: OpenOptions): VectorSource {
  const stem = path.slice(0, -'.shp'.length);
  const sibling = (suffix: string) => (existsSync(stem + suffix) ? stem + suffix : undefined);
  const shp = new FileWindow(path);
  const header = shp.read(0, HEADER_BYTES);
  const shapeType = header.length < HEADER_BYTES ? undefined : shapeTypeName(header.readInt32LE(32));
  if (shapeType === undefined || header.readInt32BE(0) !== FILE_CODE) {
    shp.close();
    throw new AppError('DATASET_UNRECOGNISED', {
      file: options.shownFile,
      detail: datasetDetails.notAShapefile,
    });
  }
  const bounds = {
    minX: header.readDoubleLE(36),
    minY: header.readDoubleLE(44),
    maxX: header.readDoubleLE(52),
    maxY: header.readDoubleLE(60),
  };
  const locations = locateShapes(shp, sibling('.shx'));
  const codePagePath = sibling('.cpg') ?? sibling('.dbf.cpg');
  const dbfPath = sibling('.dbf');
  const dbf =
    dbfPath === undefined
      ? undefined
      : DbfTable.open(dbfPath, {
          codePageFile: codePagePath === undefined ? undefined : readFileSync(codePagePath, 'latin1'),
          requested: options.encoding,
        });
  const shapes = locations.offsets.length;
  const records = Math.max(shapes, dbf?.records ?? 0);
  let deleted = 0;
  for (let i = 0; i < (dbf?.records ?? 0); i++) if (dbf?.isDeleted(i)) deleted++;

  const findings: SourceFinding[] = [...(dbf?.findings ?? [])];
  if (locations.recovered) findings.push({ code: 'SHX_REBUILT', count: shapes, examples: [] });
  if (dbf === undefined) findings.push({ code: 'DBF_MISSING', count: 1, examples: [] });
  else if (dbf.records !== shapes) {
    findings.push({
      code: 'RECORD_COUNTS_DIFFER',
      count: 1,
      examples: [`shp ${shapes}`, `dbf ${dbf.records}`],
    });
  }
  const prjPath = sibling('.prj');
  const wkt = prjPath === undefined ? '' : new TextDecoder().decode(readFileSync(prjPath)).trim();
  const layer: SourceLayer = {
    name: options.layerName,
    features: records - deleted,
    geometryType: shapeType,
    fields: dbf?.fields ?? [],
    crs: wkt === '' ? [{ kind: 'missing' }] : [{ kind: 'wkt', text: wkt }],
    bounds: Object.values(bounds).every(Number.isFinite) ? bounds : null,
    encoding: dbf?.encoding ?? 'utf-8',
    encodingFrom: dbf?.encodingFrom ?? 'format',
    findings,
  };
  return {
    driver: 'ESRI Shapefile',
    layers: [layer],
    *readFeatures(): Iterable<SourceFeature> {
      for (let index = 0; index < records; index++) {
        if (dbf !== undefined && index < dbf.records && dbf.isDeleted(index)) continue;
        const offset = locations.offsets[index] ?? -1;
        const content = offset < 0 ? undefined : shp.read(offset, locations.lengths[index] as number);
        yield {
          index,
          geometry: content === undefined ? null : parseShape(content),
          values: dbf?.readValues(index) ?? [],
        };
      }
    },
    close() {
      shp.close();
      dbf?.close();
    },
  };
}
