import { join } from 'node:path';
import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import { drawChip } from '../cards/drawChip.ts';
import { drawScenePdf } from '../drawing/drawScenePdf.ts';
import { mutedColor, type Scene, type SceneItem } from '../drawing/scene.ts';
import type { HandUpSource, ListProduct } from '../listProduct.ts';
import { mapAhead } from '../mapAhead.ts';
import { throwIfCancelled } from '../throwIfCancelled.ts';
import { expectPages, readPages } from './pageParts.ts';
import { writePdf } from './writePdf.ts';

/** A4 upright in points. */
const page = { width: 595.28, height: 841.89, left: 36, top: 64 } as const;
const across = 2;
const down = 5;
export const plotsPerPage = across * down;
const cell = { width: 266, height: 148 } as const;
const chip = { size: 124, gap: 4 } as const;
const chipPixels = 300;
const plotsAhead = 4;

/** 缩略图册: the two images of ten plots a page, for looking through a batch on paper. */
export const contactSheetProduct: ListProduct = {
  async write(source, directory, name, { drawChips, signal, onProgress, changedAtUtc }) {
    const path = join(directory, `${name}_缩略图册.pdf`);
    const scenes = layOutSheets(source);
    const total = source.snapshot.rows.length;
    await writePdf(path, { title: source.table.title, changedAtUtc }, async (document) => {
      const addPage = (scene: Scene): void => {
        document.addPage({ size: 'A4', margin: 0 }).font('text');
        drawScenePdf(document, scene);
      };
      if (total === 0) addPage(scenes[0] as Scene);
      let index = 0;
      for await (const chips of mapAhead(total, plotsAhead, (row) =>
        drawChips(source.table.geometryOf(row), chipPixels),
      )) {
        throwIfCancelled(signal);
        const place = index % plotsPerPage;
        if (place === 0) addPage(scenes[index / plotsPerPage] as Scene);
        for (const [epoch, frame] of chipPlaces(place).entries()) drawChip(document, chips[epoch], frame);
        onProgress(++index, total);
      }
    });
    return [path];
  },
  expect: (source) => expectPages(layOutSheets(source)),
  count: () => [],
  read: readPages,
};

/** Every page without its images. */
export function layOutSheets({ snapshot }: HandUpSource): Scene[] {
  const pages = Math.max(1, Math.ceil(snapshot.rows.length / plotsPerPage));
  return Array.from({ length: pages }, (_, number) => {
    const rows = snapshot.rows.slice(number * plotsPerPage, (number + 1) * plotsPerPage);
    const items: SceneItem[] = [
      {
        kind: 'text',
        text: `${snapshot.title}缩略图册`,
        x: page.width / 2,
        y: 40,
        size: 14,
        align: 'center',
      },
      {
        ...{
          kind: 'text',
          text: `第 ${number + 1} 页，共 ${pages} 页`,
          x: page.width / 2,
          y: page.height - 26,
        },
        ...{ size: 8.5, align: 'center', color: mutedColor },
      },
      ...rows.flatMap((row, place): SceneItem[] => {
        const [x, y] = cornerOf(place);
        const verdict = row.eligibility === null ? '未核算' : eligibilityTitles[row.eligibility];
        const net = row.netMu === null ? '未算出' : `${row.netMu.toFixed(2)} 亩`;
        return [
          { kind: 'text', text: row.plotNo, x, y: y + 7, size: 8, align: 'left' },
          {
            ...{ kind: 'text', text: `${row.townName}　${verdict}　${net}`, x: x + 2 * chip.size + chip.gap },
            ...{ y: y + 7, size: 8, align: 'right' },
          },
        ];
      }),
    ];
    return { width: page.width, height: page.height, items };
  });
}

/** Where the images of a plot on a page stand: the earlier epoch, the later one. */
export function chipPlaces(place: number): { x: number; y: number; size: number }[] {
  const [x, y] = cornerOf(place);
  return [0, 1].map((epoch) => ({ x: x + epoch * (chip.size + chip.gap), y: y + 16, size: chip.size }));
}

function cornerOf(place: number): [number, number] {
  return [page.left + (place % across) * cell.width, page.top + Math.floor(place / across) * cell.height];
}
