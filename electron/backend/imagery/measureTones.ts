import type { Sheet } from './openSheet.ts';
import type { BandValues } from './PixelReader.ts';
import { plainTone, type Tone } from './tone.ts';

const lowerShare = 0.02;
const upperShare = 0.98;
const windowSide = 256;
const windowsPerSide = 6;
const largestSample = 4_000_000;

/**
 * The stretch of 2 to 98 % for each chosen band, from a lattice of small windows over all sheets together, so that
 * neighbouring sheets keep one look. Only a sample is read, never the whole picture.
 */
export async function measureTones(sheets: readonly Sheet[]): Promise<readonly Tone[]> {
  const [first] = sheets;
  if (first === undefined || sheets.every((sheet) => !sheet.needsTone))
    return [plainTone, plainTone, plainTone];
  const samples = first.bands.map((): number[] => []);
  const perSide = Math.max(2, Math.round(windowsPerSide / Math.sqrt(sheets.length)));
  for (const sheet of sheets) {
    const { width, height } = sheet.reader.layout;
    for (const y of placeWindows(height, perSide)) {
      for (const x of placeWindows(width, perSide)) {
        const window = {
          x,
          y,
          width: Math.min(windowSide, width - x),
          height: Math.min(windowSide, height - y),
        };
        await collect(sheet, window, samples);
      }
    }
  }
  return samples.map(createTone);
}

function placeWindows(length: number, count: number): number[] {
  const last = Math.max(0, length - windowSide);
  const places = Array.from({ length: count }, (_, index) => Math.round((last * index) / (count - 1)));
  return [...new Set(places)];
}

async function collect(
  sheet: Sheet,
  window: { x: number; y: number; width: number; height: number },
  samples: readonly number[][],
): Promise<void> {
  const { noData } = sheet.header;
  const step = 2;
  const present = await sheet.readMask(window);
  for await (const blocks of sheet.reader.read(window, sheet.bands)) {
    if (blocks.isSparse) continue;
    const right = Math.min(window.x + window.width, blocks.x + blocks.width);
    const bottom = Math.min(window.y + window.height, blocks.y + blocks.height);
    for (let y = Math.max(window.y, blocks.y); y < bottom; y += step) {
      for (let x = Math.max(window.x, blocks.x); x < right; x += step) {
        if (present?.[(y - window.y) * window.width + (x - window.x)] === 0) continue;
        const at = (y - blocks.y) * blocks.width + (x - blocks.x);
        for (const [index, sample] of samples.entries()) {
          const { values, start, step: stride } = blocks.bands[index] as BandValues;
          const value = values[start + at * stride] as number;
          const counts =
            Number.isFinite(value) && (noData === null || Math.abs(value - noData) > 1e-6 * Math.abs(noData));
          if (counts && sample.length < largestSample) sample.push(value);
        }
      }
    }
  }
}

/** Values at or below `low` become 0, at or above `high` 255. A band of one value stays mid-grey. */
function createTone(sample: readonly number[]): Tone {
  const sorted = Float64Array.from(sample).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const low = at(lowerShare);
  const high = at(upperShare);
  const scale = high > low ? 255 / (high - low) : 0;
  return {
    low,
    high,
    toByte(value) {
      if (scale === 0) return 128;
      const byte = (value - low) * scale;
      return byte <= 0 ? 0 : byte >= 255 ? 255 : Math.round(byte);
    },
  };
}
