const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
/** 1980-01-01 00:00, the earliest date a zip can hold. */
const dosDate = 0x0021;
const dosTime = 0;

/**
 * Sets the date of every entry of a zip to the same fixed day, in place: the same content then gives the same
 * bytes, whenever it is written. For archives this program just made (no zip64, no comment after the directory).
 */
export function freezeZipTimes(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new Error('not a zip archive');
  const entries = zip.readUInt16LE(end + 10);
  let place = zip.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index++) {
    if (zip.readUInt32LE(place) !== directoryEntry) throw new Error('zip directory entry expected');
    const local = zip.readUInt32LE(place + 42);
    if (zip.readUInt32LE(local) !== localEntry) throw new Error('zip local entry expected');
    zip.writeUInt16LE(dosTime, place + 12);
    zip.writeUInt16LE(dosDate, place + 14);
    zip.writeUInt16LE(dosTime, local + 10);
    zip.writeUInt16LE(dosDate, local + 12);
    place += 46 + zip.readUInt16LE(place + 28) + zip.readUInt16LE(place + 30) + zip.readUInt16LE(place + 32);
  }
  return zip;
}
