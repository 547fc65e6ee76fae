import type { ListLayer } from '../../../../../electron/backend/documents/layers/listLayer.ts';
import { buildMarkupLayers } from '../../../../../electron/backend/documents/layers/markupLayers.ts';
import { buildPartLayer } from '../../../../../electron/backend/documents/layers/partLayer.ts';
import { buildPieceLayer } from '../../../../../electron/backend/documents/layers/pieceLayer.ts';
import type { HandUpSource } from '../../../../../electron/backend/documents/listProduct.ts';
import { readVerdictScheme } from '../../../../../electron/backend/files/readVerdictSchemes.ts';
import { writeWkb } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { defaultSchemeId } from '../../../../../shared/domain/review/verdictScheme.ts';
import { pointWkb } from '../../../../support/pointWkb.ts';
import { writeLineWkb } from '../../../../support/writeLineWkb.ts';

/** A source whose first plot is cut in two, whose second has two pieces, and on which three things are drawn. */
export function withSampleLayers(source: HandUpSource): HandUpSource {
  const [first, second] = source.snapshot.rows as readonly [
    { plotNo: string },
    { plotNo: string },
    ...unknown[],
  ];
  const part = (x: number, squareMeters: number, printedMu: number, verdictCode: string | null) => ({
    ...{ wkb: box(x, 10, 20), squareMeters, printedSquareMeters: squareMeters, printedMu, verdictCode },
    ...{ note: '', decidedBy: verdictCode === null ? null : '甲', decidedAtUtc: null },
  });
  const scheme = readVerdictScheme(defaultSchemeId);
  const piece = (x: number, rules: string[], areaSquareMeters: number) => ({
    ...{ plotId: 2, rules, areaSquareMeters, widthMeters: 4, wkb: box(x, 10, 20) },
  });
  const layers: ListLayer[] = [
    buildPartLayer(
      [
        {
          plotNo: first.plotNo,
          parts: [
            part(452_000, 192.3, 0.29, scheme.options[0]?.code ?? ''),
            part(452_010, 191.7, 0.29, null),
          ],
        },
      ],
      scheme,
    ),
    buildPieceLayer(
      [
        {
          ...{ plotNo: second.plotNo, grossMu: 0.58 },
          pieces: [piece(452_030, [], 310.66), piece(452_040, ['E02'], 73.34)],
        },
      ],
      source.snapshot.ruleNotes,
    ),
    ...buildMarkupLayers([
      { plotNo: first.plotNo, kind: 'cloud', text: '=疑似建房 㐂', wkb: box(452_002, 3, 3) },
      {
        ...{ plotNo: first.plotNo, kind: 'arrow', text: '' },
        wkb: writeLineWkb([452_000, 3_453_000], [452_009, 3_453_009]),
      },
      { plotNo: second.plotNo, kind: 'text', text: '已复绿', wkb: pointWkb(452_035, 3_453_005) },
    ]),
  ];
  return { ...source, snapshot: { ...source.snapshot, layers } };
}

function box(x: number, width: number, height: number): Uint8Array {
  const y = 3_453_000;
  return writeWkb([[Float64Array.of(x, y, x + width, y, x + width, y + height, x, y + height, x, y)]]);
}
