import type { Scene } from '../drawing/scene.ts';

/** What a paper says, in order, before it is drawn. */
export type ReportBlock =
  | {
      readonly kind:
        | 'title'
        | 'addressee'
        | 'heading'
        | 'subheading'
        | 'body'
        | 'tableTitle'
        | 'unit'
        | 'figureTitle'
        | 'signature'
        | 'note';
      readonly text: string;
      /** Begins a new page. */
      readonly newPage?: boolean;
    }
  | { readonly kind: 'table'; readonly table: ReportTable }
  | { readonly kind: 'figure'; readonly scene: Scene };

export interface ReportTable {
  /** The first row is the header, repeated on each page. */
  readonly rows: readonly (readonly string[])[];
  /** Relative widths of the columns. */
  readonly widths: readonly number[];
  /** Columns of figures are set right. */
  readonly numeric: readonly boolean[];
  readonly boldLast: boolean;
  /** Twentieths of a point; rows to write in by hand are higher. */
  readonly rowHeight?: number;
}
