import { buffer } from 'node:stream/consumers';
import type { ZipFile } from 'yauzl';
import yauzl from 'yauzl';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { initialiseGeoPackage } from '../storage/geopackage/initialiseGeoPackage.ts';
import { createTilePyramid, prepareTileInsert, type TileLevel } from '../storage/geopackage/tilePyramid.ts';
import { openDatabase } from '../storage/sqlite/openDatabase.ts';
import type { Georeference, RasterHeader } from './readRasterHeader.ts';
import { tileSize } from './renderTileArchive.ts';

/** The one tile table of an image pack. */
export const packTable = 'tiles';

export interface ImagePack {
  readonly bounds: Bounds;
  readonly levels: readonly TileLevel[];
  readonly tiles: number;
  readonly bytes: number;
}

/** Copies the tiles of an archive into a GeoPackage tile pyramid at `path`, in one transaction. */
export async function writeImagePack(options: {
  path: string;
  archive: string;
  title: string;
  crs: CoordinateSystem;
  header: RasterHeader;
  georeference: Georeference;
  changedAtUtc: string;
  signal: CancelSignal;
  onTile: (done: number, total: number) => void;
}): Promise<ImagePack> {
  const { header, georeference } = options;
  const bounds = boundsOf(header, georeference);
  const levels = planLevels(header, georeference.pixelWidth);
  const zip = await yauzl.openPromise(options.archive);
  const db = openDatabase(options.path, { create: true, journal: 'delete' });
  let tiles = 0;
  let bytes = 0;
  try {
    db.transaction(() => {
      initialiseGeoPackage(db);
      const { title, crs, changedAtUtc } = options;
      createTilePyramid(db, { table: packTable, title, crs, bounds, tileSize, levels, changedAtUtc });
    });
    const insert = prepareTileInsert(db, packTable);
    for await (const batch of readTileBatches(zip)) {
      if (options.signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '导入影像' });
      db.transaction(() => {
        for (const tile of batch) insert(tile.zoom, tile.column, tile.row, tile.data);
      });
      tiles += batch.length;
      bytes += batch.reduce((sum, tile) => sum + tile.data.byteLength, 0);
      options.onTile(tiles, zip.entryCount);
    }
  } finally {
    zip.close();
    db.close();
  }
  return { bounds, levels, tiles, bytes };
}

interface EncodedTile {
  readonly zoom: number;
  readonly column: number;
  readonly row: number;
  readonly data: Uint8Array;
}

const batchSize = 256;

/** Tiles stand in the archive as tiles/level/row/column.jpg; anything else in it is libvips' own note. */
async function* readTileBatches(zip: ZipFile): AsyncGenerator<EncodedTile[]> {
  let batch: EncodedTile[] = [];
  for await (const entry of zip.eachEntry()) {
    const place = /^tiles\/(\d+)\/(\d+)\/(\d+)\.(?:jpg|png)$/.exec(entry.fileName);
    if (place === null) continue;
    const data = await buffer(await zip.openReadStreamPromise(entry));
    batch.push({ zoom: Number(place[1]), row: Number(place[2]), column: Number(place[3]), data });
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function boundsOf(header: RasterHeader, { originX, originY, pixelWidth, pixelHeight }: Georeference): Bounds {
  return {
    minX: originX,
    maxY: originY,
    maxX: originX + header.width * pixelWidth,
    minY: originY - header.height * pixelHeight,
  };
}

/** Level 0 is one tile; each further level doubles, the last has the picture's own pixels. */
function planLevels(header: RasterHeader, pixelWidth: number): TileLevel[] {
  let last = 0;
  while (tileSize * 2 ** last < Math.max(header.width, header.height)) last++;
  return Array.from({ length: last + 1 }, (_, zoom) => ({
    zoom,
    columns: 2 ** zoom,
    rows: 2 ** zoom,
    resolution: pixelWidth * 2 ** (last - zoom),
  }));
}
