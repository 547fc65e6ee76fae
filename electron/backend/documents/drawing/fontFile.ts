import { fileURLToPath } from 'node:url';
import { outsideArchive } from '../../files/outsideArchive.ts';

/** Noto Sans SC (SIL Open Font License 1.1): of a PDF only the characters used are embedded. */
export const fontFile = outsideArchive(
  fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
);

/** Family name in the file. */
export const fontFamily = 'Noto Sans SC';

/** From the top of a line to the middle of its Chinese characters, as a share of the size. */
export const middleOfLine = 0.78;
