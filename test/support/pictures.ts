import sharp from 'sharp';

/** Three bytes per pixel, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export async function decodePicture(file: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The same picture in another size; `linear` takes the mean of what lies under a pixel and sharpens nothing. */
export async function resizePicture(
  { data, width, height }: Picture,
  toWidth: number,
  toHeight: number,
  kernel: 'lanczos3' | 'linear' = 'lanczos3',
): Promise<Picture> {
  const resized = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(toWidth, toHeight, { fit: 'fill', kernel })
    .raw()
    .toBuffer();
  return { width: toWidth, height: toHeight, data: resized };
}

/** Mean absolute difference of the channels in one area, 0 to 255. */
export function meanDifference(a: Picture, b: Picture, area: Area): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.round(area.top); y < Math.round(area.bottom); y++) {
    for (let x = Math.round(area.left); x < Math.round(area.right); x++) {
      const at = (y * a.width + x) * 3;
      for (let channel = 0; channel < 3; channel++, count++)
        sum += Math.abs((a.data[at + channel] as number) - (b.data[at + channel] as number));
    }
  }
  return sum / count;
}

/** How many pixels of an area differ between two pictures by more than a shade. */
export function countChanged(a: Picture, b: Picture, area: Area): number {
  const shade = 12;
  let changed = 0;
  for (let y = Math.round(area.top); y < Math.round(area.bottom); y++) {
    for (let x = Math.round(area.left); x < Math.round(area.right); x++) {
      const at = (y * a.width + x) * 3;
      const differs = [0, 1, 2].some(
        (channel) => Math.abs((a.data[at + channel] as number) - (b.data[at + channel] as number)) > shade,
      );
      if (differs) changed++;
    }
  }
  return changed;
}

/**
 * The box of the current plot's yellow outline in a picture, in pixels with fractions: an edge pixel counts by how
 * much of the yellow between its neighbour inwards and the dark casing outwards it has.
 */
export function yellowBox(
  picture: Picture,
  within: { readonly left: number; readonly right: number } = { left: 0, right: picture.width },
): Area & { readonly pictureWidth: number } {
  const redAt = (x: number, y: number) => picture.data[(y * picture.width + x) * 3] as number;
  const box = { left: Number.POSITIVE_INFINITY, right: -1, top: Number.POSITIVE_INFINITY, bottom: -1 };
  const share = (x: number, y: number) => Math.max(0, Math.min(1, (redAt(x, y) - 90) / (255 - 90)));
  for (let y = 1; y < picture.height - 1; y++) {
    for (let x = Math.max(1, Math.ceil(within.left)); x < Math.min(within.right, picture.width - 1); x++) {
      const at = (y * picture.width + x) * 3;
      const [red = 0, green = 0, blue = 0] = picture.data.subarray(at, at + 3);
      if (red < 250 || Math.abs(green - 213) > 6 || Math.abs(blue - 74) > 10) continue;
      box.left = Math.min(box.left, x - share(x - 1, y));
      box.right = Math.max(box.right, x + 1 + share(x + 1, y));
      box.top = Math.min(box.top, y - share(x, y - 1));
      box.bottom = Math.max(box.bottom, y + 1 + share(x, y + 1));
    }
  }
  return { ...box, pictureWidth: picture.width };
}

/**
 * How far a square of grey values is from its place in a picture, in picture pixels: best of all whole shifts by
 * squared difference, then the top of the parabola through its neighbours.
 */
export function findShift(
  picture: Picture,
  expected: Float64Array,
  centre: { readonly x: number; readonly y: number },
  size: number,
  reach = 4,
): { x: number; y: number } {
  const left = Math.round(centre.x - size / 2);
  const top = Math.round(centre.y - size / 2);
  const costAt = (dx: number, dy: number) => {
    let cost = 0;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const at = ((top + row + dy) * picture.width + left + column + dx) * 3;
        const grey =
          ((picture.data[at] as number) +
            (picture.data[at + 1] as number) +
            (picture.data[at + 2] as number)) /
          3;
        cost += (grey - (expected[row * size + column] as number)) ** 2;
      }
    }
    return cost;
  };
  let best = { x: 0, y: 0, cost: Number.POSITIVE_INFINITY };
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const cost = costAt(x, y);
      if (cost < best.cost) best = { x, y, cost };
    }
  }
  const top3 = (before: number, after: number) => (before - after) / (2 * (before - 2 * best.cost + after));
  return {
    x: best.x + top3(costAt(best.x - 1, best.y), costAt(best.x + 1, best.y)),
    y: best.y + top3(costAt(best.x, best.y - 1), costAt(best.x, best.y + 1)),
  };
}

/** Grey values of a square of a picture. */
export function greyOf(
  picture: Picture,
  centre: { readonly x: number; readonly y: number },
  size: number,
): Float64Array {
  const left = Math.round(centre.x - size / 2);
  const top = Math.round(centre.y - size / 2);
  return Float64Array.from({ length: size * size }, (_, index) => {
    const at = ((top + Math.floor(index / size)) * picture.width + left + (index % size)) * 3;
    return (
      ((picture.data[at] as number) + (picture.data[at + 1] as number) + (picture.data[at + 2] as number)) / 3
    );
  });
}

/** Pixels of the yellow of the current plot's outline. */
export function countYellow({ data }: Picture): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (red >= 250 && Math.abs(green - 213) <= 6 && Math.abs(blue - 74) <= 10) count++;
  }
  return count;
}

/** Pixels of nearly this red, green and blue. */
export function countNear({ data }: Picture, color: readonly [number, number, number]): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    if (color.every((value, channel) => Math.abs((data[at + channel] as number) - value) <= 6)) count++;
  }
  return count;
}

/** Mean red, green and blue of one area. */
export function meanColor(picture: Picture, area: Area): readonly number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = Math.round(area.top); y < Math.round(area.bottom); y++) {
    for (let x = Math.round(area.left); x < Math.round(area.right); x++, count++) {
      const at = (y * picture.width + x) * 3;
      for (const channel of [0, 1, 2])
        sums[channel] = (sums[channel] as number) + (picture.data[at + channel] as number);
    }
  }
  return sums.map((sum) => sum / count);
}
