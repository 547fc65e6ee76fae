import { writeFile } from 'node:fs/promises';
import {
  AlignmentType,
  Document,
  Footer,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import { renderScenePng, type ScenePicture } from '../drawing/renderScenePng.ts';
import type { Scene } from '../drawing/scene.ts';
import { freezeZipTimes } from '../freezeZipTimes.ts';
import { escapeXml } from '../xmlText.ts';
import { drawTable } from './drawTable.ts';
import { font, fonts, page, sizes } from './officialLook.ts';
import type { ReportBlock } from './reportBlock.ts';

const spacing = { line: 560, lineRule: LineRuleType.EXACT } as const;
/** Two characters of 三号. */
const indent = { firstLine: sizes.body * 20 } as const;
const caption = { font: fonts.heading, size: sizes.caption } as const;

const looks = {
  title: {
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: LineRuleType.EXACT },
    run: { font: fonts.title, size: sizes.title },
  },
  addressee: { spacing: { ...spacing, before: 280 }, run: { size: sizes.body } },
  heading: { spacing, indent, keepNext: true, run: { font: fonts.heading, size: sizes.body } },
  subheading: { spacing, indent, keepNext: true, run: { font: fonts.date, size: sizes.body } },
  body: { spacing, indent, alignment: AlignmentType.BOTH, run: { size: sizes.body } },
  tableTitle: { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 160 }, run: caption },
  figureTitle: { alignment: AlignmentType.CENTER, spacing: { before: 60, after: 200 }, run: caption },
  unit: { alignment: AlignmentType.RIGHT, keepNext: true, run: { size: sizes.table } },
  note: { spacing: { before: 40 }, run: { size: sizes.table } },
  // four characters from the right edge
  signature: {
    alignment: AlignmentType.RIGHT,
    spacing,
    indent: { right: sizes.body * 40 },
    keepLines: true,
    run: { size: sizes.body },
  },
} as const satisfies Record<TextBlock['kind'], object>;

/** What could stand on a first page, in rows of a table or in paragraphs. */
const rowsOfPage = 60;

/**
 * Writes a report as .docx in the look of an official paper; the same report gives the same bytes. With
 * `beginningOnly` it ends after what could stand on the first page.
 */
export async function writeReport(
  blocks: readonly ReportBlock[],
  file: string,
  {
    title,
    changedAtUtc,
    beginningOnly = false,
  }: { readonly title: string; readonly changedAtUtc: string; readonly beginningOnly?: boolean },
): Promise<void> {
  const document = new Document({
    styles: { default: { document: { run: { font: fonts.body, size: sizes.body } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.top, bottom: page.bottom, left: page.left, right: page.right },
          },
        },
        footers: { default: pageNumbers() },
        children: await drawBlocks(beginningOnly ? takeBeginning(blocks) : blocks),
      },
    ],
  });
  // the library would write the clock's time and its own name
  const core = { path: 'docProps/core.xml', data: coreProperties(title, changedAtUtc) };
  await writeFile(file, freezeZipTimes(await Packer.toBuffer(document, undefined, [core])));
}

function takeBeginning(blocks: readonly ReportBlock[]): ReportBlock[] {
  const nextPage = blocks.findIndex((block, place) => place > 0 && 'newPage' in block && block.newPage);
  return blocks
    .slice(0, nextPage < 0 ? rowsOfPage : Math.min(nextPage, rowsOfPage))
    .map((block) =>
      block.kind === 'table'
        ? { ...block, table: { ...block.table, rows: block.table.rows.slice(0, rowsOfPage) } }
        : block,
    );
}

async function drawBlocks(blocks: readonly ReportBlock[]): Promise<(Paragraph | Table)[]> {
  const drawn: (Paragraph | Table)[] = [];
  let figures = 0;
  for (const block of blocks) {
    if (block.kind === 'table') drawn.push(drawTable(block.table));
    else if (block.kind === 'figure') drawn.push(await drawFigure(block.scene, ++figures));
    else drawn.push(drawText(block));
  }
  return drawn;
}

async function drawFigure(scene: Scene, number: number): Promise<Paragraph> {
  const { png, widthPoints, heightPoints }: ScenePicture = await renderScenePng(scene);
  // the library counts in pixels of 1/96 inch
  const transformation = { width: (widthPoints * 4) / 3, height: (heightPoints * 4) / 3 };
  const image = new ImageRun({
    ...{ type: 'png', data: png, transformation },
    // the library would number drawings from when the program was started
    altText: { id: String(number), name: `图${number}`, description: `图${number}` },
  });
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 120 },
    children: [image],
  });
}

type TextBlock = Exclude<ReportBlock, { kind: 'table' | 'figure' }>;

function drawText(block: TextBlock): Paragraph {
  const { kind, text, newPage = false } = block;
  const { run, ...paragraph } = looks[kind];
  return new Paragraph({ ...paragraph, pageBreakBefore: newPage, children: [new TextRun({ text, ...run })] });
}

function pageNumbers(): Footer {
  const children = ['— ', PageNumber.CURRENT, ' —'].map(
    (part) => new TextRun({ children: [part], size: sizes.page, font: font('宋体') }),
  );
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] });
}

function coreProperties(title: string, changedAtUtc: string): string {
  const moment = `${changedAtUtc.slice(0, 19)}Z`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`;
}
