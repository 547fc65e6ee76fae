/** One verdict a reviewer can give with a single key. */
export interface VerdictOption {
  readonly code: string;
  readonly key: string;
  readonly title: string;
  /** Okabe–Ito hue, always doubled by the glyph. */
  readonly color: string;
  readonly glyph: string;
}

export interface VerdictScheme {
  readonly id: string;
  readonly title: string;
  readonly options: readonly VerdictOption[];
}

/** The scheme for 耕地恢复潜力 (the base scheme; further schemes are data beside it). */
export const restorationScheme: VerdictScheme = {
  id: 'restoration-potential',
  title: '耕地恢复潜力',
  options: [
    { code: 'ready', key: '1', title: '即可恢复', color: '#009E73', glyph: '①' },
    { code: 'works', key: '2', title: '工程恢复', color: '#0072B2', glyph: '②' },
    { code: 'unsuitable', key: '3', title: '不宜恢复', color: '#D55E00', glyph: '③' },
    { code: 'unchanged', key: '4', title: '未变化', color: '#7B8794', glyph: '④' },
    { code: 'restored', key: '5', title: '已恢复', color: '#CC79A7', glyph: '⑤' },
    { code: 'doubtful', key: 's', title: '疑问', color: '#E69F00', glyph: '?' },
  ],
};
