import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListProduct } from '../listProduct.ts';
import type { ProductPart } from '../productPart.ts';
import { chipFrames, layOutCard } from './layOutCard.ts';
import { readCards } from './readCards.ts';
import { writeCards } from './writeCards.ts';

/** 一图斑一页 cards as one PDF. */
export const cardsProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_图斑卡片.pdf`);
    await writeCards(source, path, options);
    return [path];
  },
  expect: (source) =>
    source.snapshot.rows.map((_row, index) =>
      toPage(
        index,
        layOutCard(source, index).texts.map(({ text }) => text),
      ),
    ),
  count: () => [],
  async read(path) {
    const pages = readCards(await readFile(path));
    // the captions under the images stand first; they tell of the imagery, not of the list
    return pages.map((texts, index) => toPage(index, texts.slice(chipFrames.length)));
  },
};

function toPage(index: number, texts: readonly string[]): ProductPart {
  return { name: `第 ${index + 1} 页`, kind: 'line', titles: [], rows: texts.map((text) => [text]) };
}
