import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { distributeByLargestRemainder } from '../../../shared/domain/area/totals.ts';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { attributeExclusively } from '../../../shared/domain/eligibility/attributeExclusively.ts';
import { closePieces } from '../../../shared/domain/eligibility/closePieces.ts';
import { type CutPlot, cutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { CutTools } from '../../../shared/domain/eligibility/cutTools.ts';
import { evaluatePlot } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import { createFrame } from '../../../shared/domain/eligibility/frame.ts';
import type { Piece } from '../../../shared/domain/eligibility/piece.ts';
import { printBill } from '../../../shared/domain/eligibility/printBill.ts';
import { createRegion } from '../../../shared/domain/eligibility/region.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { square, star } from '../../support/buildPolygon.ts';
import { halveGeometry } from '../../support/halveGeometry.ts';
import { unwrap } from '../../support/unwrap.ts';

const X = 452_000;
const Y = 3_453_000;
const RULES = 4;

let engine: GeometryEngine;
let tools: CutTools;
beforeAll(async () => {
  const system = findCoordinateSystem('EPSG:4545') as CoordinateSystem;
  const meter = createAreaMeter(system, { edgeSplitMeters: 70 });
  engine = await createGeometryEngine();
  tools = { engine, frame: createFrame(system, 31), measure: meter.computeSquareMeters };
});

interface Exclusion {
  readonly geometry: MultiPolygon;
  readonly ruleMask: number;
}

function cut(plot: MultiPolygon, exclusions: readonly Exclusion[]): CutPlot {
  const candidates = exclusions.map(({ geometry, ruleMask }, source) => ({
    ...{ region: createRegion(engine, geometry), ruleMask, source },
  }));
  return unwrap(cutPlot(tools, plot, candidates));
}

const radii = fc.array(fc.double({ min: 5, max: 120, noNaN: true }), { minLength: 3, maxLength: 24 });
const offset = fc.double({ min: -120, max: 120, noNaN: true });
const whole = fc.integer({ min: -80, max: 80 });
const polygon = fc.oneof(
  fc.tuple(offset, offset, radii).map(([x, y, r]) => star(X + x, Y + y, r)),
  // whole metres: shared edges and corners are common
  fc.tuple(whole, whole, fc.integer({ min: 1, max: 120 })).map(([x, y, side]) => square(X + x, Y + y, side)),
);
const exclusion = fc.record({
  geometry: polygon,
  ruleMask: fc.integer({ min: 1, max: 2 ** RULES - 1 }),
});
const large = fc
  .tuple(
    offset,
    offset,
    fc.array(fc.double({ min: 40, max: 120, noNaN: true }), { minLength: 40, maxLength: 90 }),
  )
  .map(([x, y, r]): Exclusion => ({ geometry: star(X + x, Y + y, r), ruleMask: 1 }));
const scene = fc.record({ plot: polygon, exclusions: fc.array(exclusion, { maxLength: 8 }) });

const netOf = ({ pieces }: { pieces: readonly Piece[] }): number =>
  pieces.filter(({ mask }) => mask === 0).reduce((sum, piece) => sum + piece.areaSquareMeters, 0);

describe('the pieces of a plot', () => {
  it('add up to the plot within 1e-6, and to the last bit once closed', () => {
    fc.assert(
      fc.property(scene, ({ plot, exclusions }) => {
        const { pieces, grossSquareMeters } = cut(plot, exclusions);
        const sum = pieces.reduce((total, piece) => total + piece.areaSquareMeters, 0);
        expect(Math.abs(sum - grossSquareMeters)).toBeLessThan(grossSquareMeters * 1e-6 + 0.01);
        const closed = closePieces(pieces, grossSquareMeters);
        const closedSum = closed.pieces.reduce((total, piece) => total + piece.areaSquareMeters, 0);
        expect(closedSum).toBeCloseTo(grossSquareMeters, 7);
      }),
      { numRuns: 200 },
    );
  });

  it('leave a net that is the plot minus the union of all exclusions', () => {
    fc.assert(
      fc.property(scene, ({ plot, exclusions }) => {
        const expected = engine.scope(() => {
          const shapes = exclusions.map(({ geometry }) => unwrap(engine.fromMultiPolygon(geometry)));
          const all = unwrap(engine.unionAll(shapes)).shape;
          const rest = unwrap(engine.difference(unwrap(engine.fromMultiPolygon(plot)), all));
          return tools.measure(engine.toMultiPolygon(rest.shape));
        });
        expect(Math.abs(netOf(cut(plot, exclusions)) - expected)).toBeLessThan(0.02);
      }),
      { numRuns: 200 },
    );
  });

  it('give the same net and the same hits in whatever order the exclusions come', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.nat()), ({ plot, exclusions }, random) => {
        const shuffled = exclusions
          .map((item) => ({ item, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        const first = cut(plot, exclusions);
        const second = cut(plot, shuffled);
        expect(Math.abs(netOf(first) - netOf(second))).toBeLessThan(0.005);
        for (let rule = 0; rule < RULES; rule++) {
          const hit = ({ pieces }: CutPlot) =>
            pieces
              .filter(({ mask }) => (mask >>> rule) & 1)
              .reduce((sum, { areaSquareMeters }) => sum + areaSquareMeters, 0);
          expect(Math.abs(hit(first) - hit(second))).toBeLessThan(0.005);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on an exclusion being cut into parts', () => {
    fc.assert(
      fc.property(scene, large, ({ plot, exclusions: others }, coast) => {
        const exclusions = [...others, coast];
        const parts = exclusions.flatMap(({ geometry, ruleMask }) =>
          halveGeometry(geometry, 3).map((part) => ({ geometry: [part], ruleMask })),
        );
        const difference = netOf(cut(plot, exclusions)) - netOf(cut(plot, parts));
        expect(Math.abs(difference)).toBeLessThan(0.005);
      }),
      { numRuns: 100 },
    );
  });
});

const piece = fc.record({
  mask: fc.integer({ min: 0, max: 2 ** RULES - 1 }),
  areaSquareMeters: fc.double({ min: 0.01, max: 50_000, noNaN: true }),
  widthMeters: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });

function basis(code: string) {
  return {
    code,
    title: '',
    resultCode: code,
    resultTitle: '',
    documentNumber: '',
    clause: '',
    clauseText: '',
  };
}

describe('the bill of a plot', () => {
  it('charges every square metre once, in any order of the rules, and never changes the net', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), order, (pieces, ranks) => {
        const total = pieces.reduce((sum, { areaSquareMeters }) => sum + areaSquareMeters, 0);
        const { exclusiveSquareMeters, netSquareMeters } = attributeExclusively(pieces, ranks, RULES);
        const sum = exclusiveSquareMeters.reduce((a, b) => a + b, 0) + netSquareMeters;
        expect(sum).toBeCloseTo(total, 6);
        expect(netSquareMeters).toBe(attributeExclusively(pieces, [0, 1, 2, 3], RULES).netSquareMeters);
      }),
    );
  });

  it('closes with every threshold on, and prints 亩 and m² that add up to 0.01', () => {
    const thresholds = {
      minimumNet: { ...basis('T01'), squareMeters: 400 },
      sliver: { ...basis('T02'), squareMeters: 10, widthMeters: 1 },
      edgeTolerance: { ...basis('T03'), squareMeters: 1, shareOfPlot: 0.001 },
    };
    const rules = ['E01', 'E02', 'E03', 'E04'].map(basis);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        order,
        fc.double({ min: -1e-7, max: 1e-7, noNaN: true }),
        (pieces, ranks, error) => {
          const sum = pieces.reduce((total, { areaSquareMeters }) => total + areaSquareMeters, 0);
          const gross = sum * (1 + error);
          const plot = { grossSquareMeters: gross, pieces };
          const outcome = evaluatePlot(plot, { rules, order: ranks, thresholds, missing: [] });
          const parts = [...outcome.lines.map((line) => line.exclusiveSquareMeters), outcome.netSquareMeters];
          const total = parts.reduce((a, b) => a + b, 0);
          expect(Math.abs(total - gross)).toBeLessThan(1e-6);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
          const cents = (values: readonly number[]) =>
            values.reduce((a, value) => a + Math.round(value * 100), 0);
          const printed = distributeByLargestRemainder(parts, 2, gross);
          expect(Math.abs(cents(printed) / 100 - gross)).toBeLessThan(0.005 + 1e-9);
          // each rounded by itself they would add up to another plot
          const { grossMu, netMu, linesMu } = printBill(gross, outcome.netSquareMeters, parts.slice(0, -1));
          expect(Math.abs(grossMu - gross * 0.0015)).toBeLessThan(0.005 + 1e-9);
          expect(cents([netMu, ...linesMu])).toBe(cents([grossMu]));
        },
      ),
    );
  });
});
