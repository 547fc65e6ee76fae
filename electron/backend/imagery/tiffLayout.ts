import type { GeoTIFFImage } from 'geotiff';
import { AppError } from '../../../shared/errors/AppError.ts';

/** How the pixels of one picture lie in a TIFF: enough to fetch and decode any of its blocks alone. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat: number;
  readonly compression: number;
  readonly photometric: number;
  readonly isPlanar: boolean;
  readonly predictor: number;
  readonly isTiled: boolean;
  readonly littleEndian: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly offsets: ArrayLike<number>;
  readonly byteCounts: ArrayLike<number>;
  /** Band (from 1) that says how opaque a pixel is; null without one. */
  readonly alphaBand: number | null;
  /** Tags a decoder needs beside the geometry: number, TIFF type, values. */
  readonly decoderTags: readonly (readonly [
    tag: number,
    type: 'byte' | 'short',
    values: ArrayLike<number>,
  ])[];
}

const plainRowsBytes = 1 << 20;
const none = 1;

/** Reads the layout of a picture whose header was found sane. Throws RASTER_UNSUPPORTED where tags contradict. */
export async function readTiffLayout(file: string, image: GeoTIFFImage): Promise<TiffLayout> {
  const directory = image.getFileDirectory();
  const number = async (
    tag: 'Compression' | 'PhotometricInterpretation' | 'PlanarConfiguration' | 'Predictor',
  ) => Number((await directory.loadValue(tag)) ?? 1);
  const list = async (tag: Parameters<typeof directory.loadValue>[0], code = 0): Promise<number[]> => {
    const value: unknown = await directory.loadValue(tag);
    if (value === undefined || value === null) return [];
    if (typeof value === 'number') return [value];
    // geotiff 3.0.5 reads an array it has put off as little-endian, whatever the file is
    const isMisread = !image.littleEndian && directory.deferredArrays.has(code) && ArrayBuffer.isView(value);
    return Array.from((isMisread ? turn(value) : value) as ArrayLike<number | bigint>, Number);
  };
  const bitsOfBands = await list('BitsPerSample');
  const bits = bitsOfBands[0] ?? 1;
  if (bitsOfBands.some((other) => other !== bits)) throw broken(file, '各波段位数不同');
  const samples = image.getSamplesPerPixel();
  const isTiled = image.isTiled;
  const width = image.getWidth();
  const height = image.getHeight();
  const blockWidth = isTiled ? image.getTileWidth() : width;
  const blockHeight = isTiled ? image.getTileHeight() : Math.min(height, image.getTileHeight());
  const isPlanar = samples > 1 && (await number('PlanarConfiguration')) === 2;
  const extra = await list('ExtraSamples');
  const alphaAt = extra.findIndex((kind) => kind === 1 || kind === 2);
  const layout: TiffLayout = {
    width,
    height,
    samples,
    bits,
    sampleFormat: (await list('SampleFormat'))[0] ?? 1,
    compression: await number('Compression'),
    photometric: await number('PhotometricInterpretation'),
    isPlanar,
    predictor: await number('Predictor'),
    isTiled,
    littleEndian: image.littleEndian,
    blockWidth,
    blockHeight,
    blocksAcross: Math.ceil(width / blockWidth),
    blocksDown: Math.ceil(height / blockHeight),
    offsets: isTiled ? await list('TileOffsets', 324) : await list('StripOffsets', 273),
    byteCounts: isTiled ? await list('TileByteCounts', 325) : await list('StripByteCounts', 279),
    alphaBand: alphaAt < 0 ? null : samples - extra.length + alphaAt + 1,
    decoderTags: [
      [266, 'short', await list('FillOrder')],
      [320, 'short', await list('ColorMap', 320)],
      [347, 'byte', await list('JPEGTables')],
      [530, 'short', await list('YCbCrSubSampling')],
    ],
  };
  const blocks = layout.blocksAcross * layout.blocksDown * (isPlanar ? samples : 1);
  if (layout.offsets.length < blocks || layout.byteCounts.length < blocks) {
    if (!(layout.compression === none && !isTiled && layout.offsets.length >= blocks)) {
      throw broken(file, '文件头中的数据块不全');
    }
  }
  // arrays that lie beyond the end of the file come back as zeros
  if (!hasAny(layout.offsets) || (layout.compression !== none && !hasAny(layout.byteCounts))) {
    throw broken(file, '文件中没有任何影像数据');
  }
  return layout.compression === none && !isTiled ? splitPlainStrips(layout) : layout;
}

/** Plain strips as tall as the writer liked become strips of about a megabyte: then a window costs its own rows. */
function splitPlainStrips(layout: TiffLayout): TiffLayout {
  const { width, height, blockHeight, samples, bits, isPlanar } = layout;
  const rowBytes = Math.ceil((width * bits * (isPlanar ? 1 : samples)) / 8);
  const rows = Math.max(1, Math.min(blockHeight, Math.floor(plainRowsBytes / rowBytes)));
  const offsets: number[] = [];
  const byteCounts: number[] = [];
  const planes = isPlanar ? samples : 1;
  for (let plane = 0; plane < planes; plane++) {
    for (let top = 0; top < height; top += rows) {
      // a new strip never reaches over the end of an old one
      const strip = Math.floor(top / blockHeight);
      const stripStart = Number(layout.offsets[plane * layout.blocksDown + strip]);
      offsets.push(stripStart === 0 ? 0 : stripStart + (top - strip * blockHeight) * rowBytes);
      byteCounts.push(Math.min(rows, height - top) * rowBytes);
    }
  }
  const alignedRows = blockHeight % rows === 0 || blockHeight >= height;
  if (!alignedRows) return layout;
  return { ...layout, blockHeight: rows, blocksDown: Math.ceil(height / rows), offsets, byteCounts };
}

function hasAny(values: ArrayLike<number>): boolean {
  return Array.prototype.some.call(values, (value: number) => value !== 0);
}

function turn(view: ArrayBufferView): ArrayLike<number | bigint> {
  const bytes = Buffer.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const size = (view as Uint8Array).BYTES_PER_ELEMENT;
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
  const Same = view.constructor as new (
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
  ) => ArrayLike<number | bigint>;
  return new Same(bytes.buffer, bytes.byteOffset, bytes.byteLength / size);
}

function broken(file: string, detail: string): AppError {
  return new AppError('RASTER_UNSUPPORTED', { file, detail });
}
