import sharp from 'sharp';
import type { BackendClient } from '../../shared/contract/createClient.ts';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';

interface Window {
  readonly centre: { readonly x: number; readonly y: number };
  readonly size: number;
  /** Ground position of a screen position. */
  readonly ground: (x: number, y: number) => readonly [number, number];
}

/** Grey values a square of the screen should show, from the finest tiles of an image, by bilinear sampling. */
export async function readPackPixels(
  client: BackendClient,
  image: ImagerySummary,
  { centre, size, ground }: Window,
): Promise<Float64Array> {
  const z = image.resolutions.length - 1;
  const resolution = image.resolutions[z] as number;
  const tiles = new Map<string, Promise<{ data: Uint8Array; channels: number } | null>>();
  const readTile = async (x: number, y: number) => {
    const bytes = await client.call('imagery.tile', { imageId: image.id, z, x, y });
    if (bytes === null) return null;
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    return { data, channels: info.channels };
  };
  const greyAt = async (column: number, row: number) => {
    const [x, y] = [Math.floor(column / image.tileSize), Math.floor(row / image.tileSize)];
    const key = `${x} ${y}`;
    const tile = await (tiles.get(key) ?? tiles.set(key, readTile(x, y)).get(key));
    if (!tile) return 0;
    const at = ((row - y * image.tileSize) * image.tileSize + column - x * image.tileSize) * tile.channels;
    return ((tile.data[at] ?? 0) + (tile.data[at + 1] ?? 0) + (tile.data[at + 2] ?? 0)) / 3;
  };
  const left = Math.round(centre.x - size / 2);
  const top = Math.round(centre.y - size / 2);
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = ground(left + column + 0.5, top + row + 0.5);
      const u = (x - image.tileOrigin[0]) / resolution - 0.5;
      const v = (image.tileOrigin[1] - y) / resolution - 0.5;
      const [u0, v0] = [Math.floor(u), Math.floor(v)];
      const [fu, fv] = [u - u0, v - v0];
      values[row * size + column] =
        (await greyAt(u0, v0)) * (1 - fu) * (1 - fv) +
        (await greyAt(u0 + 1, v0)) * fu * (1 - fv) +
        (await greyAt(u0, v0 + 1)) * (1 - fu) * fv +
        (await greyAt(u0 + 1, v0 + 1)) * fu * fv;
    }
  }
  return values;
}
