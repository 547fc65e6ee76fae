/** One KEYWORD[...] of a WKT coordinate system (WKT1 and WKT2 share the syntax). */
export interface WktNode {
  /** Upper case. */
  readonly keyword: string;
  /** Quoted texts, numbers and bare words in order, without the child nodes. */
  readonly values: readonly (string | number)[];
  readonly children: readonly WktNode[];
}

/** Real systems nest six deep; the bound keeps a hostile .prj from exhausting the stack. */
const DEEPEST_NESTING = 32;

/** The tree of a WKT text; undefined where it is not well-formed WKT. */
export function parseWkt(text: string): WktNode | undefined {
  const tokens =
    text.match(/"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*|[-+]?[\d.]+(?:[eE][-+]?\d+)?|[[\](),]|\S/g) ?? [];
  let position = 0;
  const node = readNode(1);
  return position === tokens.length ? node : undefined;

  function readNode(depth: number): WktNode | undefined {
    const keyword = tokens[position];
    const open = tokens[position + 1];
    if (depth > DEEPEST_NESTING) return undefined;
    if (keyword === undefined || !/^[A-Za-z_]/.test(keyword) || (open !== '[' && open !== '('))
      return undefined;
    position += 2;
    const values: (string | number)[] = [];
    const children: WktNode[] = [];
    for (;;) {
      const token = tokens[position];
      const next = tokens[position + 1];
      if (token === undefined) return undefined;
      if (next === '[' || next === '(') {
        const child = readNode(depth + 1);
        if (child === undefined) return undefined;
        children.push(child);
      } else {
        const value = readValue(token);
        if (value === undefined) return undefined;
        values.push(value);
        position++;
      }
      const separator = tokens[position++];
      if (separator === ']' || separator === ')') return { keyword: keyword.toUpperCase(), values, children };
      if (separator !== ',') return undefined;
    }
  }
}

function readValue(token: string): string | number | undefined {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"');
  if (/^[A-Za-z_]/.test(token)) return token;
  const number = Number(token);
  return Number.isNaN(number) ? undefined : number;
}
