import { open } from 'node:fs/promises';
import { AppError } from '../../../shared/errors/AppError.ts';
import { type DecodedValues, decodeTiffBlocks, planDecoding } from './decodeTiffBlocks.ts';
import type { BandValues, PixelReader } from './PixelReader.ts';
import { readTiff } from './readRasterHeader.ts';
import { fetchBlocks, placePiece, planPieces, type ReadMemory, takeMemory } from './tiffBlocks.ts';
import { tiffCompressions, tiffPhotometrics } from './tiffCodes.ts';
import { readTiffLayout, type TiffLayout } from './tiffLayout.ts';

export interface TiffReader extends PixelReader {
  readonly layout: TiffLayout;
}

const decodable: ReadonlySet<number> = new Set([
  ...tiffCompressions.ofBytes,
  ...[2, 3, 4, tiffCompressions.jpeg, 50_001],
]);

/**
 * Opens a TIFF for windows: each read fetches and decodes only the blocks it touches, whatever the file's size.
 * `picture` counts the pictures within the file, overviews and masks among them; the first is the one shown.
 * Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED (compression, sample type, damaged block).
 */
export async function openTiffReader(file: string, picture = 0): Promise<TiffReader> {
  const layout = await readTiff(file, (image) => readTiffLayout(file, image), picture);
  if (!decodable.has(layout.compression)) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `不支持 ${nameCompression(layout.compression)} 压缩，请另存为 LZW、Deflate、JPEG 或不压缩的 GeoTIFF`,
    });
  }
  if (layout.compression === tiffCompressions.jpeg && !layout.isPlanar && layout.samples > 4) {
    // a JPEG has at most four bands to any decoder we have
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `不支持 ${layout.samples} 个波段的 JPEG 压缩，请另存为 3 或 4 个波段，或改用 LZW、Deflate 压缩`,
    });
  }
  const { keepsBytes, bands } = planDecoding(layout);
  const handle = await open(file, 'r');
  const spare: ReadMemory[] = [];
  const { size } = await handle.stat();
  const isPalette = layout.photometric === tiffPhotometrics.palette;
  return {
    layout,
    bands,
    bits: keepsBytes ? layout.bits : 8,
    alphaBand: keepsBytes || !isPalette ? layout.alphaBand : null,
    async *read(window, wanted) {
      const memory = spare.pop() ?? { buffers: [] };
      try {
        for (const piece of planPieces(layout, window)) {
          const planes = layout.isPlanar ? wanted.map((band) => band - 1) : [0];
          const place = placePiece(layout, piece);
          const decoded: DecodedValues[] = [];
          let isSparse = false;
          for (const [index, plane] of planes.entries()) {
            const blocks = await fetchBlocks(handle, size, file, layout, piece, plane, (bytes) =>
              takeMemory(memory, index, bytes),
            );
            if (blocks === null) {
              isSparse = true;
              break;
            }
            decoded.push(await decodeTiffBlocks(file, layout, place, blocks, keepsBytes));
          }
          const bandsOf = wanted.map((band, index): BandValues => {
            if (isSparse) return { values: new Uint8Array(0), start: 0, step: 0 };
            const source = decoded[layout.isPlanar ? index : 0] as DecodedValues;
            return {
              values: source.values,
              start: layout.isPlanar ? 0 : Math.min(band, source.channels) - 1,
              step: source.channels,
            };
          });
          yield { ...place, bands: bandsOf, isSparse };
        }
      } finally {
        spare.push(memory);
      }
    },
    close: () => handle.close(),
  };
}

/** Compressions that are met and that libvips as we have it does not know. */
const compressionNames: Readonly<Record<number, string>> = {
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50002: 'JPEG XL',
};

function nameCompression(code: number): string {
  return compressionNames[code] ?? `编号 ${code} 的`;
}
