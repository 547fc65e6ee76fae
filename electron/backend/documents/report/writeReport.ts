import { writeFile } from 'node:fs/promises';
import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { freezeZipTimes } from '../freezeZipTimes.ts';
import { escapeXml } from '../xmlText.ts';
import type { ReportBlock, ReportTable } from './buildReport.ts';

/** Half points. 二号 22 pt, 三号 16 pt, 小五 9 pt. */
const sizes = { title: 44, body: 32, table: 18 } as const;
/** The fonts of official papers by name only: they are licensed, and offices have them (domain reference §7). */
const fonts = {
  title: font('方正小标宋简体'),
  heading: font('黑体'),
  date: font('楷体_GB2312'),
  body: font('仿宋_GB2312'),
} as const;
/** Twentieths of a point: A4 with the margins of GB/T 9704 (37 mm above, 28 mm left, text 156 mm × 225 mm). */
const page = { width: 11_906, height: 16_838, top: 2_098, left: 1_588, right: 1_474, bottom: 1_984 } as const;
const textWidth = page.width - page.left - page.right;
const bodyLine = 560;

/** Writes a report as .docx in the look of an official paper; the same report gives the same bytes. */
export async function writeReport(
  blocks: readonly ReportBlock[],
  file: string,
  { title, changedAtUtc }: { readonly title: string; readonly changedAtUtc: string },
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
        children: blocks.map((block) => (block.kind === 'table' ? drawTable(block.table) : drawText(block))),
      },
    ],
  });
  // the library would write the clock's time and its own name
  const core = { path: 'docProps/core.xml', data: coreProperties(title, changedAtUtc) };
  await writeFile(file, freezeZipTimes(await Packer.toBuffer(document, undefined, [core])));
}

function drawText({ kind, text }: Exclude<ReportBlock, { kind: 'table' }>): Paragraph {
  const spacing = { line: bodyLine, lineRule: LineRuleType.EXACT };
  switch (kind) {
    case 'title':
      return new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { line: 700, lineRule: LineRuleType.EXACT, after: 280 },
        children: [new TextRun({ text, font: fonts.title, size: sizes.title })],
      });
    case 'date':
      return new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { ...spacing, after: 280 },
        children: [new TextRun({ text, font: fonts.date, size: sizes.body })],
      });
    case 'heading':
      return new Paragraph({
        spacing,
        keepNext: true,
        indent: { firstLine: sizes.body * 20 },
        children: [new TextRun({ text, font: fonts.heading, size: sizes.body })],
      });
    case 'caption':
      return new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepNext: true,
        children: [new TextRun({ text, size: sizes.table })],
      });
    case 'body':
      return new Paragraph({
        spacing,
        alignment: AlignmentType.BOTH,
        // two characters of 三号
        indent: { firstLine: sizes.body * 20 },
        children: [new TextRun({ text, size: sizes.body })],
      });
  }
}

function drawTable({ rows, widths, numeric, boldLast }: ReportTable): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.floor((textWidth * width) / whole));
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths,
    rows: rows.map((row, index) => {
      const header = index === 0;
      const bold = header || (boldLast && index === rows.length - 1);
      return new TableRow({
        tableHeader: header,
        cantSplit: true,
        children: row.map(
          (text, place) =>
            new TableCell({
              width: { size: columnWidths[place] as number, type: WidthType.DXA },
              verticalAlign: VerticalAlignTable.CENTER,
              margins: { left: 60, right: 60, top: 20, bottom: 20 },
              ...(header ? { shading: { fill: 'D9D9D9' } } : {}),
              children: [
                new Paragraph({
                  alignment: alignmentOf(header, numeric[place] === true),
                  children: [new TextRun({ text, bold, size: sizes.table })],
                }),
              ],
            }),
        ),
      });
    }),
  });
}

function alignmentOf(header: boolean, numeric: boolean) {
  if (header) return AlignmentType.CENTER;
  return numeric ? AlignmentType.RIGHT : AlignmentType.LEFT;
}

function pageNumbers(): Footer {
  const children = ['— ', PageNumber.CURRENT, ' —'].map(
    (part) => new TextRun({ children: [part], size: 28, font: font('宋体') }),
  );
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] });
}

function font(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia } as const;
}

function coreProperties(title: string, changedAtUtc: string): string {
  const moment = `${changedAtUtc.slice(0, 19)}Z`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`;
}
