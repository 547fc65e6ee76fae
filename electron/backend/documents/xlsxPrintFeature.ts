import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Options } from 'write-excel-file/node';

type Feature = NonNullable<Options<Stream | Buffer | Blob>['features']>[number];

export interface PrintSetup {
  readonly sheetName: string;
  readonly paper: 'A3' | 'A4';
  /** Rows repeated at the head of each printed page. */
  readonly titleRows: number;
  /** Results of the sheet's formulas in the order of the cells: shown before, and without, a recalculation. */
  readonly formulaValues: readonly number[];
}

const paperSizes = { A3: 8, A4: 9 } as const;
const footer = '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>';

/**
 * What write-excel-file has no option for: print titles, paper size, one page wide, page numbers, and the values
 * of formulas. Every replacement throws where the library's markup is not what it replaces.
 */
export function printFeature(setups: readonly PrintSetup[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => printSheet(xml, setups[sheetIndex] as PrintSetup),
        },
        'xl/workbook.xml': {
          transform: (xml) =>
            replaceOnce(xml, /<definedNames\s*\/>/, `<definedNames>${names(setups)}</definedNames>`),
        },
      },
    },
  };
}

function printSheet(xml: string, { paper, formulaValues }: PrintSetup): string {
  let place = 0;
  // texts are in the shared strings, so that every <f> of a sheet is one of our own sums
  const valued = xml.replace(/<f>=?([^<]*)<\/f>/g, (_whole, formula: string) => {
    const value = formulaValues[place++];
    if (value === undefined) throw new Error(`a formula without a value: ${formula}`);
    return `<f>${formula}</f><v>${value}</v>`;
  });
  if (place !== formulaValues.length) throw new Error('a value without a formula');
  const fitted = replaceOnce(
    valued,
    /<sheetViews>/,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>',
  );
  return replaceOnce(
    fitted,
    /<pageSetup [^>]*\/>/,
    `<pageSetup paperSize="${paperSizes[paper]}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>${footer}`,
  );
}

function names(setups: readonly PrintSetup[]): string {
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
