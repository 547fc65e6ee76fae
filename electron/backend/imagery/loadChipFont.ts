import sharp from 'sharp';
import { fontFamily, fontFile } from '../documents/drawing/fontFile.ts';

/** Name under which the marks ask for the font; any sans-serif where it could not be loaded. */
export const chipFont = `${fontFamily}, sans-serif`;

let loaded: Promise<unknown> | undefined;

/**
 * Makes the program's own Chinese font known to the library that draws the marks, so that they are readable on a
 * machine without any Chinese font. Drawing one letter with the font's file does it for the whole process.
 */
export async function loadChipFont(): Promise<void> {
  loaded ??= sharp({ text: { text: '田', font: fontFamily, fontfile: fontFile } })
    .raw()
    .toBuffer();
  await loaded;
}
