import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Options } from 'write-excel-file/node';
import { getCellAddress } from 'write-excel-file/utility';
import type { ListCell } from '../listTable.ts';
import { escapeXml } from '../xmlText.ts';

type Feature = NonNullable<Options<Stream | Buffer | Blob>['features']>[number];

/** Cells of a column where only some values may be entered; `column` counts from 0, rows from 1. */
interface SheetChoices {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly choices: readonly string[];
}

export interface SheetSetup {
  readonly sheetName: string;
  readonly paper: 'A3' | 'A4';
  /** Rows repeated at the head of each printed page. */
  readonly titleRows: number;
  /** Results of the sheet's formulas in the order of the cells: shown before, and without, a recalculation. */
  readonly formulaValues: readonly ListCell[];
  readonly choices: readonly SheetChoices[];
}

const paperSizes = { A3: 8, A4: 9 } as const;
const margins =
  '<printOptions horizontalCentered="1"/><pageMargins left="0.47" right="0.47" top="0.59" bottom="0.63" header="0.3" footer="0.3"/>';
const footer = '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>';
/** Longest list of a drop-down that stands in the cell's own rule (ECMA-376 18.3.1.33, as Excel limits it). */
const longestChoices = 255;

/**
 * What write-excel-file has no option for: print titles, paper size, one page wide, page numbers, drop-downs, and
 * the values of formulas. Every replacement throws where the library's markup is not what it replaces.
 */
export function sheetFeature(setups: readonly SheetSetup[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => setUpSheet(xml, setups[sheetIndex] as SheetSetup),
        },
        'xl/workbook.xml': {
          transform: (xml) =>
            replaceOnce(xml, /<definedNames\s*\/>/, `<definedNames>${names(setups)}</definedNames>`),
        },
      },
    },
  };
}

function setUpSheet(xml: string, { paper, formulaValues, choices }: SheetSetup): string {
  let place = 0;
  // texts are in the shared strings, so that every <f> of a sheet is one of our own
  const valued = xml.replace(
    /<c (r="[A-Z]+\d+"[^>]*)><f>=?([^<]*)<\/f>/g,
    (_whole, attributes: string, formula: string) => {
      const value = formulaValues[place++];
      if (value === undefined) throw new Error(`a formula without a value: ${formula}`);
      if (typeof value === 'number') return `<c ${attributes}><f>${formula}</f><v>${value}</v>`;
      return `<c ${attributes} t="str"><f>${formula}</f><v>${escapeXml(value ?? '')}</v>`;
    },
  );
  if (place !== formulaValues.length) throw new Error('a value without a formula');
  const fitted = replaceOnce(
    valued,
    /<sheetViews>/,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>',
  );
  // the order of these elements is fixed: dataValidations, printOptions, pageMargins, pageSetup, headerFooter
  const ruled = replaceOnce(fitted, /<pageMargins [^>]*\/>/, `${validations(choices)}${margins}`);
  return replaceOnce(
    ruled,
    /<pageSetup [^>]*\/>/,
    `<pageSetup paperSize="${paperSizes[paper]}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>${footer}`,
  );
}

function validations(choices: readonly SheetChoices[]): string {
  const ruled = choices.filter(({ firstRow, lastRow }) => lastRow >= firstRow);
  if (ruled.length === 0) return '';
  const rules = ruled.map(({ column, firstRow, lastRow, choices: values }) => {
    const list = values.join(',');
    if (list.length > longestChoices || values.some((value) => value.includes(','))) {
      throw new Error(`no drop-down can hold: ${list}`);
    }
    const cells = `${getCellAddress(firstRow - 1, column)}:${getCellAddress(lastRow - 1, column)}`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="不在选项中" error="请从下拉列表中选择。" sqref="${cells}"><formula1>${escapeXml(`"${list}"`)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

function names(setups: readonly SheetSetup[]): string {
  return setups
    .map(
      ({ sheetName, titleRows }, index) =>
        `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${sheetName}'!$1:$${titleRows}</definedName>`,
    )
    .join('');
}

function replaceOnce(xml: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(xml)) throw new Error(`not in the markup: ${pattern.source}`);
  return xml.replace(pattern, () => replacement);
}
