import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ProductPreview } from '../../../shared/contract/records/documentRecords.ts';
import { cardPage, chipFrames, layOutCard } from './cards/layOutCard.ts';
import { middleOfLine } from './drawing/fontFile.ts';
import { renderScenePng, type ScenePlate } from './drawing/renderScenePng.ts';
import type { Scene, SceneItem } from './drawing/scene.ts';
import type { HandUpSource, ListFormat, ProductOptions } from './listProduct.ts';
import { listProducts } from './listProducts.ts';
import { describeShapefileFields } from './listShapefile.ts';
import { chipPlaces, layOutSheets, plotsPerPage } from './pages/contactSheetProduct.ts';
import { drawWallMap } from './pages/wallMapProduct.ts';
import { shownFeatures, shownPart, shownSheets } from './previewTables.ts';
import { readFirstPage } from './report/readFirstPage.ts';

const shownLines = 40;
const shownRows = 30;
const pagePixelsPerPoint = 1.5;
const wallMapPixels = 1_200;
const papers: readonly ListFormat[] = ['docx', 'towns', 'bulletin', 'acceptance', 'template'];

/**
 * The first page of a product as a picture where it is pages, drawn from the layout that writes it; of papers, tables
 * and text formats the beginning of a file really written, read back. Only what adds up takes all plots, the rest the
 * first ones. `name` is that of the list in file names.
 */
export async function previewProduct(
  source: HandUpSource,
  format: ListFormat,
  options: ProductOptions,
  name: string,
): Promise<ProductPreview> {
  if (source.snapshot.rows.length === 0) return { kind: 'empty' };
  switch (format) {
    case 'wallmap': {
      const { scene, ground } = await drawWallMap(source, options);
      const { png } = await renderScenePng(scene, wallMapPixels / scene.width, [], ground);
      return { kind: 'picture', picture: png };
    }
    case 'pdf':
      return { kind: 'picture', picture: await previewCard(source, options) };
    case 'contact':
      return { kind: 'picture', picture: await previewContactSheet(source, options) };
    case 'xlsx':
      return { kind: 'tables', tables: shownSheets(source.table, options.settings, shownRows), fields: [] };
    case 'shp':
      // not written: what does not fit would stop it before it could be shown
      return {
        kind: 'tables',
        tables: [shownFeatures(source.table, shownRows)],
        fields: describeShapefileFields(source.table, options.encoding),
      };
    default:
      return previewFile(source, format, options, name);
  }
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

async function previewFile(
  source: HandUpSource,
  format: ListFormat,
  options: ProductOptions,
  name: string,
): Promise<ProductPreview> {
  const directory = await mkdtemp(join(tmpdir(), 'tianheng-preview-'));
  try {
    const written = takeRows(source, format);
    const paths = await listProducts[format].write(written, directory, name, {
      ...options,
      beginningOnly: true,
    });
    const [path] = paths;
    if (path === undefined) return { kind: 'empty' };
    if (papers.includes(format)) return { kind: 'paper', page: readFirstPage(await readFile(path)) };
    if (format === 'txt') return { kind: 'texts', files: await readBeginnings(paths) };
    const { columns } = source.table;
    const parts = await listProducts[format].read(path, { encoding: options.encoding, columns });
    return {
      kind: 'tables',
      tables: parts.map((part) => shownPart(part, source, format, shownRows)),
      fields: [],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The first and, where there is another form or plot, the last of the files. */
async function readBeginnings(paths: readonly string[]) {
  const ends = [...new Set([paths[0], paths.at(-1)])].filter((path) => path !== undefined);
  return Promise.all(
    ends.map(async (path) => ({
      name: basename(path),
      lines: new TextDecoder('gb18030')
        .decode(await readFile(path))
        .split(/\r?\n/)
        .slice(0, shownLines),
    })),
  );
}

/** What adds up shows the sums of all plots; a town's report those of the first town; lists their first rows. */
function takeRows(source: HandUpSource, format: ListFormat): HandUpSource {
  if (format === 'towns') {
    const town = source.snapshot.rows[0]?.townName;
    return keepRows(source, (index) => source.snapshot.rows[index]?.townName === town);
  }
  const all = papers.includes(format) || format === 'statistics';
  return all ? source : keepRows(source, (index) => index < shownRows);
}

function keepRows({ snapshot, table }: HandUpSource, keep: (index: number) => boolean): HandUpSource {
  const rows = snapshot.rows.filter((_row, index) => keep(index));
  return {
    snapshot: {
      ...{ ...snapshot, rows },
      layers: snapshot.layers.map((layer) => ({
        ...layer,
        rows: layer.rows.slice(0, shownRows),
        shapes: layer.shapes.slice(0, shownRows),
      })),
    },
    table: {
      ...{ ...table, rows: table.rows.filter((_row, index) => keep(index)) },
      geometryOf: (index) => rows[index]?.geometry ?? [],
    },
  };
}
