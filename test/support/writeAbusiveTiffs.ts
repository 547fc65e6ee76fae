import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Tags = readonly (readonly [tag: number, value: number])[];

const plain: Tags = [
  [258, 8],
  [259, 1],
  [262, 1],
  [277, 1],
];

/** TIFFs of a few bytes that declare what no machine can hold, or lead a reader round in circles; by name. */
export function writeAbusiveTiffs(folder: string): ReadonlyMap<string, string> {
  const size = (width: number, height: number): Tags => [
    [256, width],
    [257, height],
  ];
  const files: Record<string, Buffer> = {
    'four billion columns': tiff([...size(0xffffffff, 10), ...plain, [273, 8], [278, 10], [279, 100]]),
    'a billion strips': tiff([...size(1, 1_000_000_000), ...plain, [273, 8], [278, 1], [279, 1]]),
    'one tile of 2 GB': tiff([
      ...size(50_000, 50_000),
      ...plain,
      [322, 45_056],
      [323, 45_056],
      [324, 8],
      [325, 9],
    ]),
    'a compressed strip of 1 GB': tiff([
      ...size(32_000, 32_000),
      ...plain.filter(([tag]) => tag !== 259),
      ...([
        [259, 8],
        [273, 8],
        [278, 32_000],
        [279, 50],
      ] as const),
    ]),
    'strips beyond the file': tiff([
      ...size(100, 100),
      ...plain,
      [273, 0x7fffffff],
      [278, 100],
      [279, 10_000],
    ]),
    'no strips at all': tiff([...size(100, 100), ...plain]),
    'no size': tiff([...plain, [273, 8], [279, 1]]),
    'a directory that is its own next': tiff([...size(0, 0), ...plain], 8),
    'a directory beyond the file': Buffer.from('49492a00ffffff7f', 'hex'),
    'cut in the header': Buffer.from('49492a00', 'hex'),
    'a strip array beyond the file': tiff(
      [...size(100, 100), ...plain, [273, 0x10000000], [278, 1], [279, 8]],
      0,
      100,
    ),
    'a compression nobody knows': tiff([
      ...size(10, 10),
      ...plain.filter(([tag]) => tag !== 259),
      ...([
        [259, 9_999],
        [273, 8],
        [278, 10],
        [279, 100],
      ] as const),
    ]),
  };
  return new Map(
    Object.entries(files).map(([name, bytes], index) => {
      const path = join(folder, `abusive-${index}.tif`);
      writeFileSync(path, bytes);
      return [name, path];
    }),
  );
}

/** A little-endian TIFF of one directory, every tag one LONG; `stripCount` lets the strip tags be arrays elsewhere. */
function tiff(tags: Tags, next = 0, stripCount = 1): Buffer {
  const sorted = tags.toSorted(([one], [other]) => one - other);
  const out = Buffer.alloc(8 + 2 + 12 * sorted.length + 4);
  out.write('II', 'latin1');
  out.writeUInt16LE(42, 2);
  out.writeUInt32LE(8, 4);
  out.writeUInt16LE(sorted.length, 8);
  sorted.forEach(([tag, value], index) => {
    const at = 10 + 12 * index;
    out.writeUInt16LE(tag, at);
    out.writeUInt16LE(4, at + 2);
    out.writeUInt32LE(tag === 273 || tag === 279 ? stripCount : 1, at + 4);
    out.writeUInt32LE(value, at + 8);
  });
  out.writeUInt32LE(next, 10 + 12 * sorted.length);
  return out;
}
