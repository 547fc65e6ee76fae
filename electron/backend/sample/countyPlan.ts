import { hashUnit, valueNoise } from './seededRandom.ts';

/** What separates two columns or two rows of blocks. */
export type StripKind = 'mainRoad' | 'road' | 'ditch' | 'river';

export interface Strip {
  readonly kind: StripKind;
  readonly width: number;
}

/**
 * The county's plan in its own straight coordinates u (east) and v (north), metres from the south-west corner of a sheet
 * that reaches two blocks beyond the county on every side (images show the neighbours' land too).
 * Column i runs from `columnEdges[i]` to `columnEdges[i + 1]`; its western strip lies inside it. Rows likewise,
 * with the strip at the southern side. `toWorld` bends the plan into EPSG:4545; it is smooth and one to one,
 * so that what touches in the plan touches in the world at exactly the same vertices.
 */
export interface CountyPlan {
  readonly seed: number;
  readonly columns: number;
  readonly rows: number;
  /** The county itself: half-open ranges of blocks. What lies around it belongs to the neighbours. */
  readonly countyColumns: readonly [from: number, to: number];
  readonly countyRows: readonly [from: number, to: number];
  readonly columnEdges: readonly number[];
  readonly rowEdges: readonly number[];
  readonly columnStrips: readonly Strip[];
  readonly rowStrips: readonly Strip[];
  /** The county's rectangle in plan coordinates. */
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
  /** Plan v of each river's centre line, south to north. */
  readonly riverCentres: readonly number[];
  toWorld(u: number, v: number): readonly [x: number, y: number];
}

const CENTRE_X = 452_000;
const CENTRE_Y = 3_453_000;
const COLUMN_PITCH = 232;
const ROW_PITCH = 186;
const ROWS_PER_RIVER = 20;
const RIVER_WIDTH = 44;
/** Blocks of neighbouring land on every side, enough for an image's corners. */
const APRON_BLOCKS = 2;
/** Blocks needed per outflow plot, so that about a quarter of the fields have changed. */
const BLOCKS_PER_PLOT = 0.152;

/** Lays out columns, rows, roads, ditches and rivers for a county with room for that many outflow plots. */
export function createCountyPlan(plots: number, seed: number): CountyPlan {
  const blocks = Math.max(30, plots * BLOCKS_PER_PLOT);
  const ownColumns = Math.max(6, Math.round(Math.sqrt((blocks * 1.35 * ROW_PITCH) / COLUMN_PITCH)));
  const ownRows = Math.max(5, Math.round(blocks / ownColumns));
  const columns = ownColumns + 2 * APRON_BLOCKS;
  const rows = ownRows + 2 * APRON_BLOCKS;
  const columnEdges = edges(columns, COLUMN_PITCH, seed + 11);
  const rowEdges = edges(rows, ROW_PITCH, seed + 12);
  const columnStrips = Array.from({ length: columns }, (_, i) => columnStrip(i, columns, seed));
  const rowStrips = Array.from({ length: rows }, (_, j) => rowStrip(j, rows, seed));
  const west = columnEdges[APRON_BLOCKS] as number;
  const south = rowEdges[APRON_BLOCKS] as number;
  const width = (columnEdges[columns - APRON_BLOCKS] as number) - west;
  const height = (rowEdges[rows - APRON_BLOCKS] as number) - south;
  const riverCentres = rowStrips.flatMap((strip, j) =>
    strip.kind === 'river' ? [(rowEdges[j] as number) + strip.width / 2] : [],
  );
  const phases = Float64Array.from({ length: 8 }, (_, k) => hashUnit(seed, 900 + k) * Math.PI * 2);
  const phase = (k: number): number => phases[k] as number;
  const originX = CENTRE_X - west - width / 2;
  const originY = CENTRE_Y - south - height / 2;

  const toWorld = (u: number, v: number): readonly [number, number] => {
    let dx = 52 * Math.sin(v / 213 + phase(0) + 0.7 * Math.sin(u / 690 + phase(1)));
    dx += 20 * Math.sin((u + 0.4 * v) / 118 + phase(2));
    let dy = 38 * Math.sin(u / 241 + phase(3) + 0.6 * Math.sin(v / 530 + phase(4)));
    dy += 12 * Math.sin((v - 0.5 * u) / 97 + phase(5));
    for (const centre of riverCentres) {
      const off = (v - centre) / 430;
      if (off > 4 || off < -4) continue;
      dy += riverBend(u, phase(6), phase(7)) * Math.exp(-off * off);
    }
    dx += 2.3 * valueNoise(seed + 21, u / 38, v / 38);
    dy += 2.3 * valueNoise(seed + 22, u / 38, v / 38);
    return [originX + u + dx, originY + v + dy];
  };

  return {
    seed,
    columns,
    rows,
    countyColumns: [APRON_BLOCKS, APRON_BLOCKS + ownColumns],
    countyRows: [APRON_BLOCKS, APRON_BLOCKS + ownRows],
    columnEdges,
    rowEdges,
    columnStrips,
    rowStrips,
    west,
    south,
    width,
    height,
    riverCentres,
    toWorld,
  };
}

function riverBend(u: number, phaseA: number, phaseB: number): number {
  return 88 * Math.sin(u / 252 + phaseA) + 30 * Math.sin(u / 133 + phaseB);
}

function edges(count: number, pitch: number, seed: number): number[] {
  const result = [0];
  let position = 0;
  for (let i = 0; i < count; i++) {
    position += Math.round(pitch * (0.82 + 0.36 * hashUnit(seed, i)));
    result.push(position);
  }
  return result;
}

function columnStrip(i: number, columns: number, seed: number): Strip {
  if (i % 9 === Math.min(5, columns - 1)) return { kind: 'mainRoad', width: 11 };
  return hashUnit(seed + 13, i) < 0.55
    ? { kind: 'road', width: 4.5 + hashUnit(seed + 14, i) * 1.5 }
    : { kind: 'ditch', width: 3 + hashUnit(seed + 14, i) * 1.5 };
}

function rowStrip(j: number, rows: number, seed: number): Strip {
  if (j % ROWS_PER_RIVER === Math.min(9, Math.floor(rows / 2))) return { kind: 'river', width: RIVER_WIDTH };
  return hashUnit(seed + 15, j) < 0.6
    ? { kind: 'road', width: 4.5 + hashUnit(seed + 16, j) * 1.5 }
    : { kind: 'ditch', width: 3 + hashUnit(seed + 16, j) * 1.5 };
}
