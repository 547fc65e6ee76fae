import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Name under which the marks ask for the font; any sans-serif where it could not be loaded. */
export const chipFont = 'Noto Sans SC, sans-serif';

const file = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
);
let loaded: Promise<unknown> | undefined;

/**
 * Makes the program's own Chinese font known to the library that draws the marks, so that they are readable on a
 * machine without any Chinese font. Drawing one letter with the font's file does it for the whole process.
 */
export async function loadChipFont(): Promise<void> {
  loaded ??= sharp({ text: { text: '田', font: 'Noto Sans SC', fontfile: file } })
    .raw()
    .toBuffer()
    // a package that lies inside an archive cannot be read by the library: a font of the system is used
    .catch(() => undefined);
  await loaded;
}
