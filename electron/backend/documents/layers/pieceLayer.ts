import { distributeByLargestRemainder } from '../../../../shared/domain/area/totals.ts';
import { squareMetersToMu } from '../../../../shared/domain/area/units.ts';
import type { StoredPiece } from '../../storage/project/pieces.ts';
import type { RuleNote } from '../plotListSnapshot.ts';
import type { LayerKind, ListLayer } from './listLayer.ts';

export const pieceKind: LayerKind = {
  table: 'pieces',
  title: '核算碎片',
  geometryType: 'MULTIPOLYGON',
  columns: [
    { fieldName: 'TBBH', title: '图斑编号', type: 'text' },
    { fieldName: 'SPXH', title: '碎片序号', type: 'integer' },
    { fieldName: 'GZQK', title: '规则情况', type: 'text' },
    { fieldName: 'GZBM', title: '规则编码', type: 'text' },
    { fieldName: 'TKYJ', title: '条款依据', type: 'text' },
    { fieldName: 'TQMJ', title: '椭球面积（平方米）', type: 'real' },
    { fieldName: 'MJM', title: '面积（亩，平差后）', type: 'real' },
    { fieldName: 'KD', title: '宽度（米）', type: 'real' },
  ],
  style: {
    ...{ shape: 'fill', fillOpacity: 0.3, outlineMillimeters: 0.3, field: 'GZQK' },
    categories: [
      { value: '命中规则', color: '#b3261e' },
      { value: '未命中规则', color: '#1a7f5a' },
    ],
  },
};

/** The pieces of one computed plot, whose printed area is `grossMu`. */
export interface PlotPieces {
  readonly plotNo: string;
  readonly grossMu: number;
  readonly pieces: readonly (StoredPiece & { readonly wkb: Uint8Array })[];
}

/** The pieces the run cut plots into, each with the rules that hit it and their clauses; their 亩 add up to the plot's. */
export function buildPieceLayer(plots: readonly PlotPieces[], rules: readonly RuleNote[]): ListLayer {
  const clauses = new Map(rules.map((rule) => [rule.code, sayClause(rule)]));
  return {
    kind: pieceKind,
    rows: plots.flatMap(({ plotNo, grossMu, pieces }) => {
      const areas = pieces.map(({ areaSquareMeters }) => squareMetersToMu(areaSquareMeters));
      const printed = distributeByLargestRemainder(areas, 2, grossMu);
      return pieces.map((piece, index) => [
        ...[plotNo, index + 1, piece.rules.length === 0 ? '未命中规则' : '命中规则'],
        piece.rules.join(',') || null,
        piece.rules.map((code) => clauses.get(code) ?? code).join('；') || null,
        ...[piece.areaSquareMeters, printed[index] as number, piece.widthMeters],
      ]);
    }),
    shapes: plots.flatMap(({ pieces }) => pieces.map(({ wkb }) => wkb)),
  };
}

function sayClause({ title, documentNumber, clause }: RuleNote): string {
  return [title, documentNumber, clause].filter((text) => text !== '').join(' ');
}
