const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  POINT: 1,
  LINESTRING: 2,
  LINEARRING: 2,
  POLYGON: 3,
  MULTIPOINT: 4,
  MULTILINESTRING: 5,
  MULTIPOLYGON: 6,
  GEOMETRYCOLLECTION: 7,
};

/** Thrown for geometry types that WKB readers of this project do not know (curves). */
export class UnsupportedWktType extends Error {}

/** Turns WKT of any linear geometry into little-endian two-dimensional WKB. */
export function wktToWkb(text: string): Uint8Array {
  const tokens = text.match(/[A-Za-z]+|[(),]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g) ?? [];
  const state = { tokens, position: 0 };
  const bytes = readTagged(state);
  if (state.position !== tokens.length) throw new Error(`WKT continues after its end: ${text.slice(0, 80)}`);
  return Uint8Array.from(bytes);
}

interface State {
  readonly tokens: readonly string[];
  position: number;
}

type Coordinate = readonly [number, number];

function readTagged(state: State): number[] {
  const tag = next(state).toUpperCase();
  const name = tag.replace(/(?<=POINT|STRING|RING|POLYGON|COLLECTION)(ZM|Z|M)$/, '');
  const type = TYPE_NUMBERS[name];
  if (type === undefined) throw new UnsupportedWktType(tag);
  if (/^(Z|M|ZM)$/i.test(peek(state))) next(state);
  const isEmpty = /^EMPTY$/i.test(peek(state));
  if (isEmpty) next(state);
  switch (type) {
    case 1:
      return isEmpty
        ? [...header(1), ...double(Number.NaN), ...double(Number.NaN)]
        : point(inside(state, readCoordinate));
    case 2:
      return [...header(2), ...sequence(isEmpty ? [] : list(state, readCoordinate))];
    case 3:
      return polygon(isEmpty ? [] : list(state, readRing));
    case 4:
      return collection(4, isEmpty ? [] : list(state, readMultiPointMember));
    case 5:
      return collection(5, isEmpty ? [] : list(state, readLineMember));
    case 6:
      return collection(6, isEmpty ? [] : list(state, readPolygonMember));
    default:
      return collection(7, isEmpty ? [] : list(state, readTagged));
  }
}

function readMultiPointMember(state: State): number[] {
  if (/^EMPTY$/i.test(peek(state))) {
    next(state);
    return [...header(1), ...double(Number.NaN), ...double(Number.NaN)];
  }
  return point(peek(state) === '(' ? inside(state, readCoordinate) : readCoordinate(state));
}

function readLineMember(state: State): number[] {
  const empty = takeEmpty(state);
  return [...header(2), ...sequence(empty ? [] : list(state, readCoordinate))];
}

function readPolygonMember(state: State): number[] {
  return polygon(takeEmpty(state) ? [] : list(state, readRing));
}

function readRing(state: State): Coordinate[] {
  return takeEmpty(state) ? [] : list(state, readCoordinate);
}

function takeEmpty(state: State): boolean {
  const empty = /^EMPTY$/i.test(peek(state));
  if (empty) next(state);
  return empty;
}

function readCoordinate(state: State): Coordinate {
  const numbers: number[] = [];
  while (peek(state) !== ',' && peek(state) !== ')') {
    const token = next(state);
    const value = /^nan$/i.test(token)
      ? Number.NaN
      : /^inf/i.test(token)
        ? Number.POSITIVE_INFINITY
        : Number(token);
    numbers.push(value);
  }
  if (numbers.length < 2) throw new Error('a WKT coordinate needs two numbers');
  return [numbers[0] as number, numbers[1] as number];
}

function list<T>(state: State, read: (state: State) => T): T[] {
  const items: T[] = [];
  expect(state, '(');
  do items.push(read(state));
  while (next(state) === ',');
  return items;
}

function inside<T>(state: State, read: (state: State) => T): T {
  expect(state, '(');
  const value = read(state);
  expect(state, ')');
  return value;
}

function expect(state: State, token: string): void {
  const found = next(state);
  if (found !== token) throw new Error(`WKT has ${found} where ${token} belongs`);
}

function peek(state: State): string {
  return state.tokens[state.position] ?? '';
}

function next(state: State): string {
  const token = state.tokens[state.position];
  if (token === undefined) throw new Error('WKT ends too early');
  state.position += 1;
  return token;
}

function point([x, y]: Coordinate): number[] {
  return [...header(1), ...double(x), ...double(y)];
}

function polygon(rings: readonly (readonly Coordinate[])[]): number[] {
  return [...header(3), ...integer(rings.length), ...rings.flatMap(sequence)];
}

function collection(type: number, members: readonly number[][]): number[] {
  return [...header(type), ...integer(members.length), ...members.flat()];
}

function sequence(coordinates: readonly Coordinate[]): number[] {
  return [...integer(coordinates.length), ...coordinates.flatMap(([x, y]) => [...double(x), ...double(y)])];
}

function header(type: number): number[] {
  return [1, ...integer(type)];
}

function integer(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

function double(value: number): Uint8Array {
  return new Uint8Array(Float64Array.of(value).buffer);
}
