import type { AreaMeter } from '../area/areaMeter.ts';
import { roundHalfAwayFromZero } from '../area/rounding.ts';
import { distributeByLargestRemainder } from '../area/totals.ts';
import { squareMetersToMu } from '../area/units.ts';
import type { GeometryEngine } from '../geometry/GeometryEngine.ts';
import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/** Largest share of its area by which the parts of a shape may differ from it: crossing points are rounded. */
const TOLERATED_SHARE = 1e-7;

/**
 * The parts left when each shape is cut along a line (WKB line string). A shape the line does not part comes back
 * as the very object it was given; one it parts becomes one part per face. Together the parts cover what the shapes
 * covered and do not overlap (INVARIANT where they would).
 */
export function splitPlot(
  engine: GeometryEngine,
  shapes: readonly MultiPolygon[],
  line: Uint8Array,
): GeometryResult<readonly MultiPolygon[]> {
  return engine.scope(() => {
    const knife = engine.fromWkb(line);
    if (!knife.ok) return knife;
    const parts: MultiPolygon[] = [];
    for (const shape of shapes) {
      const whole = engine.fromMultiPolygon(shape);
      if (!whole.ok) return whole;
      const pieces = engine.splitByLine(whole.value, knife.value);
      if (!pieces.ok) return pieces;
      if (pieces.value.length <= shape.length) {
        parts.push(shape);
        continue;
      }
      const covered = pieces.value.reduce((sum, piece) => sum + engine.area(piece), 0);
      const wholeArea = engine.area(whole.value);
      if (Math.abs(covered - wholeArea) > wholeArea * TOLERATED_SHARE) {
        return fail('INVARIANT', `parts cover ${covered} of ${wholeArea}`);
      }
      parts.push(...pieces.value.map((piece) => engine.toMultiPolygon(piece)));
    }
    return succeed(parts);
  });
}

export interface PartArea {
  /** Ellipsoidal, unrounded. */
  readonly squareMeters: number;
  /** With two decimals; all parts together are the plot's. */
  readonly printedSquareMeters: number;
  readonly printedMu: number;
}

/**
 * Areas of the parts of a plot that close: what is printed adds up to the plot's printed area in m² and in 亩, by the
 * largest remainder. `plotSquareMeters` is the plot's own ellipsoidal area, the control total.
 */
export function closePartAreas(
  meter: AreaMeter,
  parts: readonly MultiPolygon[],
  plotSquareMeters: number,
): readonly PartArea[] {
  const areas = parts.map((part) => meter.computeSquareMeters(part));
  const printed = distributeByLargestRemainder(areas, 2, roundHalfAwayFromZero(plotSquareMeters, 2));
  const plotMu = roundHalfAwayFromZero(squareMetersToMu(plotSquareMeters), 2);
  const mu = distributeByLargestRemainder(areas.map(squareMetersToMu), 2, plotMu);
  return areas.map((squareMeters, index) => ({
    squareMeters,
    printedSquareMeters: printed[index] as number,
    printedMu: mu[index] as number,
  }));
}
