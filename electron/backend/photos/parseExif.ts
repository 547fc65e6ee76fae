/** What a camera wrote of a photo's time, place and direction; absent or unusable entries are null. */
export interface ExifFacts {
  /** The camera's own clock, 2026-11-22T10:32:05: EXIF has no zone here. */
  readonly takenAt: string | null;
  /** Degrees, WGS84. */
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Degrees clockwise from north (true or magnetic: the difference is below a phone's own error). */
  readonly bearing: number | null;
  readonly accuracyMeters: number | null;
}

/** Tag numbers of EXIF 2.32 (CIPA DC-008), tables 4, 8 and 15. */
const tags = {
  exifDirectory: 0x8769,
  gpsDirectory: 0x8825,
  dateTimeOriginal: 0x9003,
  latitudeSouth: 1,
  latitude: 2,
  longitudeWest: 3,
  longitude: 4,
  imageDirection: 17,
  horizontalError: 31,
} as const;

const nothing: ExifFacts = {
  takenAt: null,
  longitude: null,
  latitude: null,
  bearing: null,
  accuracyMeters: null,
};

/** Reads the APP1 block of a JPEG ('Exif\0\0' and a TIFF behind it). Damaged entries are left out, never guessed. */
export function parseExif(block: Uint8Array): ExifFacts {
  const start = startOfTiff(block);
  if (start === undefined) return nothing;
  const tiff = new DataView(block.buffer, block.byteOffset + start, block.byteLength - start);
  const order = readText(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return nothing;
  const little = order === 'II';
  if (readUint16(tiff, 2, little) !== 42) return nothing;
  const main = readDirectory(tiff, readUint32(tiff, 4, little), little);
  const exif = readDirectory(tiff, main.get(tags.exifDirectory)?.integer, little);
  const gps = readDirectory(tiff, main.get(tags.gpsDirectory)?.integer, little);
  const latitude = signed(gps.get(tags.latitude), gps.get(tags.latitudeSouth), 'S', 90);
  const longitude = signed(gps.get(tags.longitude), gps.get(tags.longitudeWest), 'W', 180);
  // a receiver without a fix writes zeros
  const placed = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  const bearing = gps.get(tags.imageDirection)?.rationals[0];
  const error = gps.get(tags.horizontalError)?.rationals[0];
  return {
    takenAt: toDateTime(exif.get(tags.dateTimeOriginal)?.text),
    latitude: placed ? latitude : null,
    longitude: placed ? longitude : null,
    bearing: bearing !== undefined && bearing >= 0 && bearing <= 360 ? bearing % 360 : null,
    accuracyMeters: error !== undefined && error > 0 ? error : null,
  };
}

interface Entry {
  readonly integer: number;
  readonly text: string;
  readonly rationals: readonly number[];
}

/** Bytes of one value by TIFF type; other types are not asked for. */
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 };

function readDirectory(tiff: DataView, offset: number | undefined, little: boolean): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  const count = offset === undefined ? undefined : readUint16(tiff, offset, little);
  if (offset === undefined || count === undefined) return entries;
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + i * 12;
    const tag = readUint16(tiff, at, little);
    const type = readUint16(tiff, at + 2, little);
    const values = readUint32(tiff, at + 4, little);
    if (tag === undefined || type === undefined || values === undefined) break;
    const bytes = (typeBytes[type] ?? 0) * values;
    const place = bytes <= 4 ? at + 8 : readUint32(tiff, at + 8, little);
    if (bytes === 0 || place === undefined || place + bytes > tiff.byteLength) continue;
    entries.set(tag, {
      integer: (type === 3 ? readUint16(tiff, place, little) : readUint32(tiff, place, little)) ?? 0,
      text: type === 2 ? readText(tiff, place, values).replace(/\0.*$/s, '') : '',
      rationals: type === 5 ? readRationals(tiff, place, values, little) : [],
    });
  }
  return entries;
}

function readRationals(tiff: DataView, place: number, count: number, little: boolean): number[] {
  return Array.from({ length: count }, (_, i) => {
    const denominator = tiff.getUint32(place + i * 8 + 4, little);
    return denominator === 0 ? Number.NaN : tiff.getUint32(place + i * 8, little) / denominator;
  });
}

/** Degrees, minutes and seconds as degrees, negative in the half named; null where a part is missing or wrong. */
function signed(
  value: Entry | undefined,
  half: Entry | undefined,
  negative: string,
  most: number,
): number | null {
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = value?.rationals ?? [];
  const size = degrees + minutes / 60 + seconds / 3600;
  if (!(size <= most)) return null;
  return half?.text.toUpperCase() === negative ? -size : size;
}

/** '2026:11:22 10:32:05' as 2026-11-22T10:32:05. */
function toDateTime(text: string | undefined): string | null {
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(text ?? '');
  if (match === null || match[1] === '0000') return null;
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function startOfTiff(block: Uint8Array): number | undefined {
  if (block.length < 8) return undefined;
  const head = String.fromCharCode(...block.subarray(0, 4));
  if (head === 'Exif') return 6;
  return head.startsWith('II') || head.startsWith('MM') ? 0 : undefined;
}

function readUint16(view: DataView, at: number | undefined, little: boolean): number | undefined {
  return at !== undefined && at + 2 <= view.byteLength ? view.getUint16(at, little) : undefined;
}

function readUint32(view: DataView, at: number | undefined, little: boolean): number | undefined {
  return at !== undefined && at + 4 <= view.byteLength ? view.getUint32(at, little) : undefined;
}

function readText(view: DataView, at: number, length: number): string {
  const end = Math.min(at + length, view.byteLength);
  let text = '';
  for (let i = at; i < end; i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}
