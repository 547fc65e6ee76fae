import { AppError } from '../../../../shared/errors/AppError.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import { openGeoJson } from '../geojson/openGeoJson.ts';
import { openGeoPackage } from '../gpkg/openGeoPackage.ts';
import { type OpenOptions, openShapefile } from '../shapefile/openShapefile.ts';
import { sniffFormat, type VectorFormat } from './sniffFormat.ts';
import type { SourceLayer, VectorSource } from './VectorSource.ts';

/** Extensions that promise a format; any other name is read as whatever its bytes are. */
const PROMISED: Readonly<Record<string, VectorFormat>> = {
  '.shp': 'shp',
  '.gpkg': 'gpkg',
  '.geojson': 'json',
  '.json': 'json',
  '.topojson': 'json',
};

/**
 * Opens a private copy as what its bytes say it is. Call in the reader worker only.
 * Throws DATASET_UNRECOGNISED where name and bytes disagree or the format is not one we read.
 */
export function openVectorSource(path: string, options: OpenOptions): VectorSource {
  const format = sniffFormat(path);
  const extension = /\.[^./\\]*$/.exec(path)?.[0] ?? '';
  const promised = PROMISED[extension];
  const refuse = (detail: string): never => {
    throw new AppError('DATASET_UNRECOGNISED', { file: options.shownFile, detail });
  };
  if (format === 'empty') return refuse(datasetDetails.emptyFile);
  if (promised !== undefined && promised !== format) {
    if (promised === 'shp') return refuse(datasetDetails.notAShapefile);
    if (promised === 'gpkg') return refuse(datasetDetails.notAGeoPackage);
    return refuse(datasetDetails.notGeoJson);
  }
  switch (format) {
    case 'gpkg':
      return openGeoPackage(path, options);
    case 'shp':
      return openShapefile(path, options);
    case 'json':
      return openGeoJson(path, options);
    case 'unknown':
      return refuse(datasetDetails.unknownContent);
  }
}

/** The layer asked for, or the only one. Throws DATASET_LAYER_NOT_FOUND and DATASET_LAYER_AMBIGUOUS. */
export function selectLayer(source: VectorSource, file: string, wanted: string | undefined): SourceLayer {
  const layers = source.layers.map(({ name }) => name).join('、');
  if (wanted !== undefined) {
    const found = source.layers.find(({ name }) => name === wanted);
    if (found === undefined) throw new AppError('DATASET_LAYER_NOT_FOUND', { file, layer: wanted, layers });
    return found;
  }
  const [only, second] = source.layers;
  if (only === undefined || second !== undefined)
    throw new AppError('DATASET_LAYER_AMBIGUOUS', { file, layers });
  return only;
}
