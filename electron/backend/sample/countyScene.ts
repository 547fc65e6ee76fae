import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { type AdministrativeUnits, createAdministrativeUnits } from './administrativeUnits.ts';
import { chooseOutflow } from './chooseOutflow.ts';
import { type CountyPlan, createCountyPlan, type Strip } from './countyPlan.ts';
import type { Cover, Outflow } from './landClasses.ts';
import { buildPlanRing, collectEdgeNodes, type EdgeNodes } from './planRing.ts';
import { hashUnit, valueNoise } from './seededRandom.ts';
import { type BlockKind, chooseBlockKind, type Lot, splitBlock } from './splitBlock.ts';
import { createTerrain, slopeAt, type Terrain } from './terrain.ts';

/** One land parcel: a polygon in EPSG:4545 that shares every vertex with its neighbours. */
export interface SceneParcel {
  readonly index: number;
  readonly column: number;
  readonly row: number;
  readonly ring: Ring;
  /** Cover at the earlier date. */
  readonly cover: Cover;
  /** What the field became, on the outflow plots only. */
  readonly outflow?: Outflow;
  /** Direction of the longer side in radians, counter-clockwise from east. */
  readonly angle: number;
  /** Width in metres of roads, ditches and rivers. */
  readonly stripWidth?: number;
  readonly slope: number;
  /** A road's piece over the river. */
  readonly isBridge?: boolean;
}

export interface CountyScene {
  readonly plan: CountyPlan;
  readonly terrain: Terrain;
  readonly units: AdministrativeUnits;
  readonly plots: number;
  /** The county's parcels block by block, row by row from the south; the same at every call, none kept in memory. */
  blocks(): Generator<readonly SceneParcel[]>;
  /** The same with the neighbours' land around, as an image shows it. */
  blocksAndSurroundings(): Generator<readonly SceneParcel[]>;
}

interface Block {
  readonly kind: BlockKind;
  readonly lots: readonly Lot[];
  readonly slope: number;
}

/** The whole county as a function of the number of outflow plots and the seed. */
export function createCountyScene(plots: number, seed: number): CountyScene {
  const plan = createCountyPlan(plots, seed);
  const terrain = createTerrain(plan);
  const quotas = shareOutPlots(plan, terrain, plots);
  return {
    plan,
    terrain,
    units: createAdministrativeUnits(plan),
    plots,
    blocks: () => iterateBlocks(plan, terrain, quotas, false),
    blocksAndSurroundings: () => iterateBlocks(plan, terrain, quotas, true),
  };
}

function layOutBlock(plan: CountyPlan, terrain: Terrain, column: number, row: number): Block {
  const u0 = (plan.columnEdges[column] as number) + (plan.columnStrips[column] as Strip).width;
  const v0 = (plan.rowEdges[row] as number) + (plan.rowStrips[row] as Strip).width;
  const u1 = plan.columnEdges[column + 1] as number;
  const v1 = plan.rowEdges[row + 1] as number;
  let slope = 0;
  for (const [a, b] of [
    [0.25, 0.3],
    [0.75, 0.3],
    [0.5, 0.75],
  ] as const) {
    const [x, y] = plan.toWorld(u0 + (u1 - u0) * a, v0 + (v1 - v0) * b);
    slope += slopeAt(terrain, x, y) / 3;
  }
  const kind = chooseBlockKind(plan.seed, column, row, slope);
  return { kind, slope, lots: splitBlock(plan.seed, column, row, kind, { u0, v0, u1, v1 }) };
}

function isCounty(plan: CountyPlan, column: number, row: number): boolean {
  const [west, east] = plan.countyColumns;
  const [south, north] = plan.countyRows;
  return column >= west && column < east && row >= south && row < north;
}

/** How many fields of each block have left cultivation; the sum is exactly `plots`. */
function shareOutPlots(plan: CountyPlan, terrain: Terrain, plots: number): Uint16Array {
  const weights = new Float64Array(plan.columns * plan.rows);
  let total = 0;
  for (let row = 0; row < plan.rows; row++) {
    for (let column = 0; column < plan.columns; column++) {
      const { lots } = layOutBlock(plan, terrain, column, row);
      const candidates = lots.reduce((sum, lot) => sum + (lot.isCandidate ? 1 : 0), 0);
      const weight = !isCounty(plan, column, row)
        ? 0
        : candidates * (1 + 0.55 * valueNoise(plan.seed + 51, column / 3, row / 3));
      weights[row * plan.columns + column] = weight;
      total += weight;
    }
  }
  const quotas = new Uint16Array(weights.length);
  let cumulated = 0;
  let given = 0;
  weights.forEach((weight, index) => {
    cumulated += weight;
    const due = index === weights.length - 1 ? plots : Math.floor((plots * cumulated) / total + 1e-9);
    quotas[index] = due - given;
    given = due;
  });
  return quotas;
}

function* iterateBlocks(
  plan: CountyPlan,
  terrain: Terrain,
  quotas: Uint16Array,
  surroundings: boolean,
): Generator<readonly SceneParcel[]> {
  let index = 0;
  let northOfRowBelow: (readonly number[])[] = [];
  for (let row = 0; row < plan.rows; row++) {
    const northOfRow: (readonly number[])[] = [];
    let eastOfNeighbour: readonly number[] = [];
    for (let column = 0; column < plan.columns; column++) {
      const block = layOutBlock(plan, terrain, column, row);
      const nodes = collectEdgeNodes(block.lots);
      const parcels: SceneParcel[] = [];
      const add = (
        lot: Lot,
        lotNodes: EdgeNodes,
        slope: number,
        outflow?: Outflow,
        stripWidth?: number,
        isBridge = false,
      ): void => {
        const ring = buildPlanRing(plan, lot, lotNodes);
        parcels.push({
          index: index++,
          column,
          row,
          ring,
          cover: lot.cover,
          angle: directionOf(plan, lot),
          slope,
          ...(outflow === undefined ? {} : { outflow }),
          ...(stripWidth === undefined ? {} : { stripWidth }),
          ...(isBridge ? { isBridge } : {}),
        });
      };
      for (const strip of stripsOf(
        plan,
        column,
        row,
        nodes,
        eastOfNeighbour,
        northOfRowBelow[column] ?? [],
      )) {
        add(strip.lot, strip.nodes, block.slope, undefined, strip.width, strip.isBridge);
      }
      const chosen = chooseLots(plan, column, row, block, quotas[row * plan.columns + column] as number);
      block.lots.forEach((lot, lotIndex) => {
        const linear = lot.cover === 'road' || lot.cover === 'ditch';
        const width = linear ? Math.min(lot.u1 - lot.u0, lot.v1 - lot.v0) : undefined;
        const outflow = chosen.has(lotIndex)
          ? chooseOutflow(plan.seed, index, block.slope, (lot.u1 - lot.u0) * (lot.v1 - lot.v0))
          : undefined;
        add(lot, nodes, block.slope, outflow, width);
      });
      eastOfNeighbour = nodes.vertical.get(plan.columnEdges[column + 1] as number) ?? [];
      northOfRow[column] = nodes.horizontal.get(plan.rowEdges[row + 1] as number) ?? [];
      if (surroundings || isCounty(plan, column, row)) yield parcels;
    }
    northOfRowBelow = northOfRow;
  }
}

/** The fields that left cultivation: neighbours tend to go together. */
function chooseLots(plan: CountyPlan, column: number, row: number, block: Block, quota: number): Set<number> {
  const ranked = block.lots
    .map((lot, lotIndex) => ({ lot, lotIndex }))
    .filter(({ lot }) => lot.isCandidate)
    .map(({ lot, lotIndex }) => ({
      lotIndex,
      rank:
        hashUnit(plan.seed + 52, column, row, lotIndex) +
        0.5 * valueNoise(plan.seed + 53, (lot.u0 + lot.u1) / 140, (lot.v0 + lot.v1) / 140),
    }))
    .sort((a, b) => a.rank - b.rank || a.lotIndex - b.lotIndex);
  if (ranked.length < quota)
    throw new Error(`block ${column}/${row} has ${ranked.length} fields, needs ${quota}`);
  return new Set(ranked.slice(0, quota).map((entry) => entry.lotIndex));
}

interface StripParcel {
  readonly lot: Lot;
  readonly nodes: EdgeNodes;
  readonly width: number;
  readonly isBridge: boolean;
}

/**
 *   ┌──┬────────┐  The block's western strip runs through from south to north, its southern strip
 *   │  │ block  │  fills the rest. Over a river only bridges keep the western strip's cover.
 *   │  ├────────┤
 *   │  │ strip  │
 *   └──┴────────┘
 */
function stripsOf(
  plan: CountyPlan,
  column: number,
  row: number,
  block: EdgeNodes,
  eastOfNeighbour: readonly number[],
  northOfRowBelow: readonly number[],
): StripParcel[] {
  const west = plan.columnStrips[column] as Strip;
  const south = plan.rowStrips[row] as Strip;
  const u0 = plan.columnEdges[column] as number;
  const u1 = plan.columnEdges[column + 1] as number;
  const v0 = plan.rowEdges[row] as number;
  const v1 = plan.rowEdges[row + 1] as number;
  const inner = u0 + west.width;
  const above = v0 + south.width;
  const vertical = new Map([
    [u0, [...eastOfNeighbour, above]],
    [inner, [...(block.vertical.get(inner) ?? []), above]],
  ]);
  const nodes: EdgeNodes = {
    vertical,
    horizontal: new Map([
      [v0, northOfRowBelow],
      [above, block.horizontal.get(above) ?? []],
    ]),
  };
  const lot = (a: number, b: number, c: number, d: number, cover: Cover): Lot => ({
    u0: a,
    v0: b,
    u1: c,
    v1: d,
    cover,
    isCandidate: false,
  });
  const isBridge = west.kind === 'mainRoad' || (west.kind === 'road' && column % 3 === 0);
  const result: StripParcel[] = [];
  const put = (own: Lot, width: number, bridge = false): void => {
    result.push({ lot: own, nodes, width, isBridge: bridge });
  };
  if (south.kind === 'river') {
    put(
      lot(u0, v0, inner, above, isBridge ? west.kind : 'river'),
      isBridge ? west.width : south.width,
      isBridge,
    );
    put(lot(u0, above, inner, v1, west.kind), west.width);
  } else put(lot(u0, v0, inner, v1, west.kind), west.width);
  put(lot(inner, v0, u1, above, south.kind), south.width);
  return result;
}

function directionOf(plan: CountyPlan, lot: Lot): number {
  const u = (lot.u0 + lot.u1) / 2;
  const v = (lot.v0 + lot.v1) / 2;
  const alongU = lot.u1 - lot.u0 >= lot.v1 - lot.v0;
  const [x0, y0] = alongU ? plan.toWorld(lot.u0, v) : plan.toWorld(u, lot.v0);
  const [x1, y1] = alongU ? plan.toWorld(lot.u1, v) : plan.toWorld(u, lot.v1);
  return Math.atan2(y1 - y0, x1 - x0);
}
