import {
  AlignmentType,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { fonts, sizes, textWidth } from './officialLook.ts';
import type { ReportTable } from './reportBlock.ts';

const longestWhole = 16;

/** A table over the width of the text; its header is grey and comes again on each page. */
export function drawTable({ rows, widths, numeric, boldLast, rowHeight }: ReportTable): Table {
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
        ...(rowHeight === undefined || header
          ? {}
          : { height: { value: rowHeight, rule: HeightRule.ATLEAST } }),
        children: row.map(
          (text, place) =>
            new TableCell({
              width: { size: columnWidths[place] as number, type: WidthType.DXA },
              verticalAlign: VerticalAlignTable.CENTER,
              margins: { left: 60, right: 60, top: 20, bottom: 20 },
              ...(header ? { shading: { fill: 'D9D9D9' } } : {}),
              children: [
                new Paragraph({
                  keepNext: staysWithNext(index, rows.length),
                  alignment: alignmentOf(header, numeric[place] === true),
                  children: [new TextRun({ text, bold, size: sizes.table, font: fonts.body })],
                }),
              ],
            }),
        ),
      });
    }),
  });
}

/** Short tables stay on one page, and a foot line never stands alone on the next. */
function staysWithNext(index: number, rows: number): boolean {
  if (index === rows - 1) return false;
  return rows <= longestWhole || index >= rows - 3 || index < 2;
}

function alignmentOf(header: boolean, numeric: boolean) {
  if (header) return AlignmentType.CENTER;
  return numeric ? AlignmentType.RIGHT : AlignmentType.LEFT;
}
