import { AppError } from '../../../shared/errors/AppError.ts';
import { type Mask, openMask } from './openMask.ts';
import { openTiffReader } from './openTiffReader.ts';
import { openTileReader } from './openTileReader.ts';
import type { BandValues, DecodedBlocks, PixelReader, PixelWindow } from './PixelReader.ts';
import type { PreparedSource } from './prepareSource.ts';
import type { RasterHeader } from './readRasterHeader.ts';
import type { Tone } from './tone.ts';

/** Eight-bit pixels side by side, RGB or RGBA; with an alpha of 0 nothing has been painted yet. */
export interface Canvas {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** One picture of an epoch, read in windows and shown in three chosen bands, or one as grey. */
export interface Sheet {
  readonly file: string;
  readonly header: RasterHeader;
  readonly reader: PixelReader;
  /** One or three bands, from 1. */
  readonly bands: readonly number[];
  /** Whether some pixels may hold nothing: no-data value, alpha, blocks left out. */
  readonly mayBeEmpty: boolean;
  readonly needsTone: boolean;
  /** Non-zero for each pixel of a window that the file's own mask lets through; null where there is no mask. */
  readMask(window: PixelWindow): Promise<Uint8Array | null>;
  /** Paints a window of the sheet with its top left at (x, y) of the canvas; empty pixels leave what is there. */
  paint(canvas: Canvas, window: PixelWindow, x: number, y: number, tones: readonly Tone[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a source for painting; messages name `file`, of which it may be a copy. `bandChoice` is 1 for grey or 3 for red, green, blue; without a choice the first three,
 * or the first where there are fewer. `assertRunning` is asked every few megabytes and throws to stop. Throws as openTiffReader, RASTER_UNSUPPORTED where a band is not there.
 */
export async function openSheet(
  source: Pick<PreparedSource, 'kind' | 'path' | 'header'>,
  file: string,
  bandChoice: readonly number[] | undefined,
  assertRunning: () => void,
): Promise<Sheet> {
  const { kind, path, header } = source;
  const reader = kind === 'tiles' ? await openTileReader(path) : await openTiffReader(path);
  let mask: Mask | null = null;
  try {
    const bands = chooseBands(file, reader, bandChoice);
    const { layout } = reader;
    if (kind === 'tiff') mask = await openMask(path, layout);
    const readMask = async (window: PixelWindow) => (await mask?.read(window)) ?? null;
    const hasHoles = Array.prototype.indexOf.call(layout.byteCounts, 0) >= 0;
    const alphaBand =
      reader.alphaBand !== null && !bands.includes(reader.alphaBand) ? reader.alphaBand : null;
    const isFloat = layout.sampleFormat === 3;
    const wanted = alphaBand === null ? bands : [...bands, alphaBand];
    const noData = reader.bits === layout.bits ? header.noData : null;
    return {
      file,
      header,
      reader,
      bands,
      mayBeEmpty: noData !== null || alphaBand !== null || mask !== null || hasHoles || isFloat,
      needsTone: reader.bits > 8,
      readMask,
      async paint(canvas, window, x, y, tones) {
        const present = await readMask(window);
        for await (const blocks of reader.read(window, wanted)) {
          assertRunning();
          if (blocks.isSparse) continue;
          paintBlocks(canvas, blocks, window, x, y, {
            colours: bands.length,
            hasAlpha: alphaBand !== null,
            alphaMaximum: reader.bits === 16 ? 65_535 : reader.bits === 8 ? 255 : 1,
            noData: noData === null || !isFloat || layout.bits !== 32 ? noData : Math.fround(noData),
            tones,
            present,
            isPlain:
              noData === null &&
              alphaBand === null &&
              present === null &&
              !reader.layout.isPlanar &&
              reader.bits === 8,
          });
        }
      },
      async close() {
        await mask?.close();
        await reader.close();
      },
    };
  } catch (error) {
    await mask?.close();
    await reader.close();
    throw error;
  }
}

function chooseBands(
  file: string,
  reader: PixelReader,
  choice: readonly number[] | undefined,
): readonly number[] {
  const colours = reader.bands - (reader.alphaBand === null ? 0 : 1);
  if (choice === undefined) return colours >= 3 ? [1, 2, 3] : [1];
  if (choice.length !== 1 && choice.length !== 3) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: '请选择 1 个波段（灰度）或 3 个波段（红绿蓝）',
    });
  }
  const absent = choice.find((band) => band > reader.bands);
  if (absent !== undefined) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `没有第 ${absent} 波段，影像共有 ${reader.bands} 个波段`,
    });
  }
  return choice;
}

interface Painting {
  readonly colours: number;
  readonly hasAlpha: boolean;
  readonly alphaMaximum: number;
  readonly noData: number | null;
  readonly tones: readonly Tone[];
  /** The mask over the window painted. */
  readonly present: Uint8Array | null;
  /** Eight bits, no empty pixels: bytes are copied. */
  readonly isPlain: boolean;
}

function paintBlocks(
  canvas: Canvas,
  blocks: DecodedBlocks,
  window: PixelWindow,
  x: number,
  y: number,
  painting: Painting,
): void {
  const left = Math.max(window.x, blocks.x);
  const right = Math.min(window.x + window.width, blocks.x + blocks.width);
  const top = Math.max(window.y, blocks.y);
  const bottom = Math.min(window.y + window.height, blocks.y + blocks.height);
  if (right <= left) return;
  const [red, green, blue] = blocks.bands;
  const isContiguous =
    painting.isPlain &&
    canvas.channels === 3 &&
    red?.step === 3 &&
    red.start === 0 &&
    green?.start === 1 &&
    blue?.start === 2;
  const isOneRun =
    isContiguous && left === blocks.x && right - left === blocks.width && canvas.width === blocks.width;
  if (isOneRun && x === 0 && left === window.x) {
    const from = (top - blocks.y) * blocks.width * 3;
    const bytes = (bottom - top) * blocks.width * 3;
    canvas.pixels.set(
      (red.values as Uint8Array).subarray(from, from + bytes),
      (top - window.y + y) * canvas.width * 3,
    );
    return;
  }
  for (let row = top; row < bottom; row++) {
    const source = (row - blocks.y) * blocks.width + (left - blocks.x);
    const target = ((row - window.y + y) * canvas.width + (left - window.x + x)) * canvas.channels;
    const maskAt = (row - window.y) * window.width + left - window.x;
    if (isContiguous) {
      canvas.pixels.set((red.values as Uint8Array).subarray(source * 3, (source + right - left) * 3), target);
    } else {
      paintRow(canvas, blocks.bands, source, right - left, target, painting, maskAt);
    }
  }
}

function paintRow(
  canvas: Canvas,
  bands: readonly BandValues[],
  source: number,
  count: number,
  target: number,
  { colours, hasAlpha, alphaMaximum, noData, tones, present }: Painting,
  maskAt: number,
): void {
  const { pixels, channels } = canvas;
  const red = bands[0] as BandValues;
  const green = (colours === 3 ? bands[1] : red) as BandValues;
  const blue = (colours === 3 ? bands[2] : red) as BandValues;
  const alpha = hasAlpha ? (bands[colours] as BandValues) : null;
  const redTone = tones[0] as Tone;
  const greenTone = tones[colours === 3 ? 1 : 0] as Tone;
  const blueTone = tones[colours === 3 ? 2 : 0] as Tone;
  for (let i = 0; i < count; i++, target += channels) {
    const at = source + i;
    const r = red.values[red.start + at * red.step] as number;
    const g = green.values[green.start + at * green.step] as number;
    const b = blue.values[blue.start + at * blue.step] as number;
    let opacity = 255;
    if (alpha !== null) {
      opacity = Math.round(((alpha.values[alpha.start + at * alpha.step] as number) * 255) / alphaMaximum);
    }
    if (present !== null && present[maskAt + i] === 0) opacity = 0;
    const isEmpty = opacity === 0 || Number.isNaN(r) || Number.isNaN(g) || Number.isNaN(b);
    if (isEmpty || (noData !== null && r === noData && g === noData && b === noData)) continue;
    pixels[target] = redTone.toByte(r);
    pixels[target + 1] = greenTone.toByte(g);
    pixels[target + 2] = blueTone.toByte(b);
    if (channels === 4) pixels[target + 3] = opacity;
  }
}
