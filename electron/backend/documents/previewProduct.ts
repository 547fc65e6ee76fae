import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductPreview } from '../../../shared/contract/records/documentRecords.ts';
import { cardPage, chipFrames, layOutCard } from './cards/layOutCard.ts';
import { middleOfLine } from './drawing/fontFile.ts';
import { renderScenePng, type ScenePlate } from './drawing/renderScenePng.ts';
import type { Scene, SceneItem } from './drawing/scene.ts';
import type { HandUpSource, ListFormat, ProductOptions } from './listProduct.ts';
import { listProducts } from './listProducts.ts';
import { chipPlaces, layOutSheets, plotsPerPage } from './pages/contactSheetProduct.ts';
import { layOutWallMap } from './pages/wallMapProduct.ts';

const shownLines = 40;
const shownRows = 30;
const pagePixelsPerPoint = 1.5;
const wallMapPixels = 1_200;

/**
 * The first page of a product as a picture where it is pages, else its first lines, made from the same layout that
 * writes it; of text formats and papers the beginning of a real file of the first plots.
 */
export async function previewProduct(
  source: HandUpSource,
  format: ListFormat,
  options: ProductOptions,
): Promise<ProductPreview> {
  const title = source.table.title;
  if (source.snapshot.rows.length === 0) return { title, picture: null, lines: [] };
  if (format === 'wallmap') {
    const scene = layOutWallMap(source, options);
    const { png } = await renderScenePng(scene, wallMapPixels / scene.width);
    return { title, picture: png, lines: [] };
  }
  if (format === 'pdf') return { title, picture: await previewCard(source, options), lines: [] };
  if (format === 'contact') return { title, picture: await previewContactSheet(source, options), lines: [] };
  return { title, picture: null, lines: await previewLines(source, format, options) };
}

async function previewCard(source: HandUpSource, { drawChips }: ProductOptions): Promise<Buffer> {
  const { texts, lines } = layOutCard(source, 0);
  const chips = await drawChips(source.table.geometryOf(0), undefined, true);
  const items: SceneItem[] = [
    ...lines.map(
      ([x1, y1, x2, y2]): SceneItem => ({
        ...{ kind: 'line', stroke: '#52606d', strokeWidth: 0.5 },
        points: [
          [x1, y1],
          [x2, y2],
        ],
      }),
    ),
    ...texts.map((text): SceneItem => ({ ...text, kind: 'text', y: text.y + text.size * middleOfLine })),
  ];
  const plates = chipFrames.flatMap((frame, place): ScenePlate[] => {
    const chip = chips[place];
    return chip === undefined ? [] : [{ ...frame, jpeg: chip.jpeg }];
  });
  const scene = { width: cardPage.width, height: cardPage.height, items };
  return (await renderScenePng(scene, pagePixelsPerPoint, plates)).png;
}

async function previewContactSheet(source: HandUpSource, { drawChips }: ProductOptions): Promise<Buffer> {
  const [first] = layOutSheets(source);
  const rows = source.snapshot.rows.slice(0, plotsPerPage);
  const plates = await Promise.all(
    rows.map(async (_row, index) => {
      const chips = await drawChips(source.table.geometryOf(index), undefined, true);
      return chipPlaces(index).flatMap((frame, epoch): ScenePlate[] => {
        const chip = chips[epoch];
        return chip === undefined ? [] : [{ ...frame, jpeg: chip.jpeg }];
      });
    }),
  );
  return (await renderScenePng(first as Scene, pagePixelsPerPoint, plates.flat())).png;
}

async function previewLines(
  source: HandUpSource,
  format: ListFormat,
  options: ProductOptions,
): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'tianheng-preview-'));
  try {
    const few = firstRows(source, isPaper(format) ? source.snapshot.rows.length : shownRows);
    const [path] = await listProducts[format].write(few, directory, '预览', options);
    if (path === undefined) return [];
    if (['geojson', 'kml', 'csv', 'txt'].includes(format)) {
      const bytes = await readFile(path);
      const text = new TextDecoder(format === 'txt' ? 'gb18030' : 'utf-8').decode(bytes);
      return text.split(/\r?\n/).slice(0, shownLines);
    }
    const { encoding } = options;
    const parts = await listProducts[format].read(path, { encoding, columns: few.table.columns });
    return parts
      .flatMap(({ rows }) => rows.map((row) => row.filter((cell) => cell !== null).join('　')))
      .slice(0, shownLines);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Papers add up all plots; their first page has no meaning without them. */
function isPaper(format: ListFormat): boolean {
  return ['docx', 'towns', 'bulletin', 'acceptance', 'template', 'statistics'].includes(format);
}

function firstRows({ snapshot, table }: HandUpSource, count: number): HandUpSource {
  return {
    snapshot: { ...snapshot, rows: snapshot.rows.slice(0, count) },
    table: { ...table, rows: table.rows.slice(0, count) },
  };
}
