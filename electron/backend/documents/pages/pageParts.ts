import { readFile } from 'node:fs/promises';
import { readCards } from '../cards/readCards.ts';
import type { Scene } from '../drawing/scene.ts';
import type { ProductPart } from '../productPart.ts';

/** What has to be found on the pages of a PDF: the texts of each in the order they are drawn. */
export function expectPages(scenes: readonly Scene[]): ProductPart[] {
  return scenes.map((scene, index) =>
    toPage(
      index,
      scene.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])),
    ),
  );
}

/** The texts as they stand on the pages of a PDF. */
export async function readPages(path: string): Promise<ProductPart[]> {
  return readCards(await readFile(path)).map((texts, index) => toPage(index, texts));
}

function toPage(index: number, texts: readonly string[]): ProductPart {
  return { name: `第 ${index + 1} 页`, kind: 'line', titles: [], rows: texts.map((text) => [text]) };
}
