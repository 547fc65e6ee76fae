import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { GeoTIFFImage } from 'geotiff';

const longestSensor = 60;
/** The sheets that come with Chinese satellite scenes are a few kilobytes. */
const largestSheet = 1 << 20;
const satelliteNames = ['satelliteid', 'satellite', 'satellitename', 'platform', 'mission', 'spacecraft_id'];
const sensorNames = ['sensorid', 'sensor', 'sensorname', 'instrument', 'sensor_id'];

/**
 * Satellite and sensor of a picture, as 'GF2 PMS1'; empty where nothing says so. Looked for in the TIFF's own GDAL
 * metadata, in the scene's XML sheet beside it (SatelliteID, SensorID), then in the camera tags Make and Model.
 */
export async function readSensor(file: string, image: GeoTIFFImage): Promise<string> {
  const directory = image.getFileDirectory();
  const tag = async (name: 'GDAL_METADATA' | 'Make' | 'Model'): Promise<string> => {
    const value: unknown = directory.hasTag(name) ? await directory.loadValue(name) : '';
    return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
  };
  const items = (await tag('GDAL_METADATA')).matchAll(/<Item name="([^"<>]+)"[^<>]*>([^<>]*)</g);
  const elements = (await readSheetBeside(file)).matchAll(/<(\w+)>([^<>]*)<\/\1>/g);
  return (
    nameSensor(items) ||
    nameSensor(elements) ||
    tidy([await tag('Make'), await tag('Model')].join(' ').trim())
  );
}

function nameSensor(entries: Iterable<RegExpMatchArray>): string {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of entries) {
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), value.trim());
  }
  const first = (names: readonly string[]) => names.map((name) => values.get(name) ?? '').find(Boolean) ?? '';
  return tidy(`${first(satelliteNames)} ${first(sensorNames)}`);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longestSensor);
}

async function readSheetBeside(file: string): Promise<string> {
  const sheet = `${file.slice(0, file.length - extname(file).length)}.xml`;
  try {
    if ((await stat(sheet)).size > largestSheet) return '';
    return await readFile(sheet, 'utf8');
  } catch {
    // most pictures have none
    return '';
  }
}
