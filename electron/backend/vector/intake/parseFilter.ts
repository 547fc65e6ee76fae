import { AppError } from '../../../../shared/errors/AppError.ts';
import { filterDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import type { SourceField, SourceValue } from '../source/VectorSource.ts';

export type FeatureFilter = (values: readonly SourceValue[]) => boolean;

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

const TOKEN = /\s*(?:("(?:[^"]|"")*")|('(?:[^']|'')*')|(<=|>=|<>|!=|=|<|>|\(|\)|,)|([^\s"'<>=!(),]+))/y;

/**
 * Compiles `FIELD operator VALUE`, joined by AND, into a test that runs on our side: it never becomes SQL, so it can
 * do nothing but select. Operators: = != <> < <= > >= LIKE (with % and _), [NOT] IN (…), IS [NOT] NULL. A field name may stand in
 * double quotes, a text in single quotes. Text fields compare as text, so `DLBM = 0101` keeps its zero.
 * Throws DATASET_FILTER_INVALID.
 */
export function parseFilter(filter: string, fields: readonly SourceField[]): FeatureFilter {
  const refuse = (detail: string): never => {
    throw new AppError('DATASET_FILTER_INVALID', { filter, detail });
  };
  const tokens = tokenise(filter, refuse);
  let position = 0;
  const peekWord = () => tokens[position]?.text.toUpperCase();
  const takeWord = (word: string): boolean => {
    if (peekWord() !== word || tokens[position]?.kind === 'text') return false;
    position++;
    return true;
  };
  const takeValue = (): string => {
    const token = tokens[position];
    if (token === undefined || token.kind === 'symbol') {
      return refuse(filterDetails.syntax(token?.text ?? filter));
    }
    position++;
    return token.text;
  };
  const takeOperator = (): Operator => {
    if (takeWord('IS')) {
      const negated = takeWord('NOT');
      if (!takeWord('NULL')) refuse(filterDetails.syntax(peekWord() ?? 'IS'));
      return negated ? 'IS NOT NULL' : 'IS NULL';
    }
    if (takeWord('NOT')) {
      if (!takeWord('IN')) refuse(filterDetails.syntax(peekWord() ?? 'NOT'));
      return 'NOT IN';
    }
    for (const operator of ['LIKE', 'IN', '=', '!=', '<', '<=', '>', '>='] as const) {
      if (takeWord(operator)) return operator;
    }
    if (takeWord('<>')) return '!=';
    return refuse(filterDetails.syntax(peekWord() ?? filter));
  };
  const takeList = (): string[] => {
    if (!takeWord('(')) refuse(filterDetails.syntax(peekWord() ?? 'IN'));
    const list = [takeValue()];
    while (takeWord(',')) list.push(takeValue());
    if (!takeWord(')')) refuse(filterDetails.syntax(peekWord() ?? 'IN'));
    return list;
  };

  const tests: FeatureFilter[] = [];
  do {
    const name = takeValue();
    const place = fields.findIndex((field) => field.name.toUpperCase() === name.toUpperCase());
    const field = fields[place];
    if (field === undefined) {
      return refuse(filterDetails.unknownField(name, fields.map((known) => known.name).join('、')));
    }
    const operator = takeOperator();
    const operands =
      operator === 'IS NULL' || operator === 'IS NOT NULL'
        ? []
        : operator === 'IN' || operator === 'NOT IN'
          ? takeList()
          : [takeValue()];
    tests.push(createTest(place, operator, operands));
  } while (takeWord('AND'));
  if (position < tokens.length) refuse(filterDetails.syntax(tokens[position]?.text ?? filter));
  return (values) => tests.every((test) => test(values));
}

interface Token {
  readonly kind: 'word' | 'text' | 'symbol';
  readonly text: string;
}

function tokenise(filter: string, refuse: (detail: string) => never): Token[] {
  const tokens: Token[] = [];
  const trimmed = filter.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) return refuse(filterDetails.syntax(trimmed.slice(start, start + 20)));
    const [, quotedName, quotedText, symbol, word] = match;
    if (quotedName !== undefined) {
      tokens.push({ kind: 'text', text: quotedName.slice(1, -1).replaceAll('""', '"') });
    } else if (quotedText !== undefined) {
      tokens.push({ kind: 'text', text: quotedText.slice(1, -1).replaceAll("''", "'") });
    } else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  if (tokens.length === 0) return refuse(filterDetails.syntax(filter));
  return tokens;
}

function createTest(place: number, operator: Operator, operands: readonly string[]): FeatureFilter {
  const [operand = ''] = operands;
  const read = (values: readonly SourceValue[]): string | number | null => {
    const value = values[place] ?? null;
    return value instanceof Uint8Array ? null : value;
  };
  // as in SQL, a missing value satisfies no comparison
  const present = (test: (value: string | number) => boolean): FeatureFilter => {
    return (values) => {
      const value = read(values);
      return value !== null && test(value);
    };
  };
  switch (operator) {
    case 'IS NULL':
      return (values) => read(values) === null;
    case 'IS NOT NULL':
      return (values) => read(values) !== null;
    case 'IN':
      return present((value) => operands.some((one) => isEqual(value, one)));
    case 'NOT IN':
      return present((value) => !operands.some((one) => isEqual(value, one)));
    case '=':
      return present((value) => isEqual(value, operand));
    case '!=':
      return present((value) => !isEqual(value, operand));
    case 'LIKE': {
      const pattern = toPattern(operand);
      return present((value) => pattern.test(String(value)));
    }
    case '<':
      return present((value) => compare(value, operand) < 0);
    case '<=':
      return present((value) => compare(value, operand) <= 0);
    case '>':
      return present((value) => compare(value, operand) > 0);
    case '>=':
      return present((value) => compare(value, operand) >= 0);
  }
}

function isEqual(value: string | number, operand: string): boolean {
  return typeof value === 'number' ? value === toNumber(operand) : value === operand;
}

/** By number where both are numbers, else by code unit; NaN (neither less nor greater) where they cannot be compared. */
function compare(value: string | number, operand: string): number {
  const number = toNumber(operand);
  if (typeof value === 'number') return value - number;
  const own = toNumber(value);
  if (!Number.isNaN(own) && !Number.isNaN(number)) return own - number;
  return value < operand ? -1 : value > operand ? 1 : 0;
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Of single characters and runs only: no backtracking to be made slow by a long value. */
function toPattern(like: string): { test(value: string): boolean } {
  const pieces = like.split(/%+/);
  const single = (piece: string, value: string, at: number) => {
    for (let i = 0; i < piece.length; i++) {
      if (piece[i] !== '_' && piece[i] !== value[at + i]) return false;
    }
    return at + piece.length <= value.length;
  };
  return {
    test(value) {
      const first = pieces[0] as string;
      if (pieces.length === 1) return value.length === first.length && single(first, value, 0);
      const last = pieces.at(-1) as string;
      if (value.length < first.length + last.length) return false;
      if (!single(first, value, 0) || !single(last, value, value.length - last.length)) return false;
      let at = first.length;
      for (const piece of pieces.slice(1, -1)) {
        while (at + piece.length <= value.length - last.length && !single(piece, value, at)) at++;
        if (at + piece.length > value.length - last.length) return false;
        at += piece.length;
      }
      return true;
    },
  };
}
