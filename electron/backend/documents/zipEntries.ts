import { inflateRawSync } from 'node:zlib';

/** The files of a zip held in memory, by path. For archives without zip64 and encryption; throws for anything else. */
export function readZipEntries(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('not a zip archive');
  const entries = new Map<string, Buffer>();
  let place = zip.readUInt32LE(end + 16);
  for (let index = 0; index < zip.readUInt16LE(end + 10); index++) {
    const method = zip.readUInt16LE(place + 10);
    const size = zip.readUInt32LE(place + 20);
    const nameLength = zip.readUInt16LE(place + 28);
    const local = zip.readUInt32LE(place + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    const name = zip.toString('utf8', place + 46, place + 46 + nameLength);
    entries.set(name, method === 0 ? packed : inflateRawSync(packed));
    place += 46 + nameLength + zip.readUInt16LE(place + 30) + zip.readUInt16LE(place + 32);
  }
  return entries;
}
