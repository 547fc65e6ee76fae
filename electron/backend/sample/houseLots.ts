import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { SceneParcel } from './countyScene.ts';
import { isInsideRing } from './isInsideRing.ts';
import { hashUnit } from './seededRandom.ts';

export interface House {
  /** Centre and half sides in the parcel's own frame, metres; `along` follows the longer side of the roof. */
  readonly along: number;
  readonly across: number;
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly height: number;
  readonly roof: number;
}

/** Houses of a parcel on a grid of lots in its own frame (origin at its mean vertex, first axis along its angle). */
export interface HouseLots {
  readonly lotLength: number;
  readonly lotWidth: number;
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly columns: number;
  readonly rows: number;
  readonly houses: readonly (House | undefined)[];
  readonly cos: number;
  readonly sin: number;
}

/** Puts houses on lots wherever a whole house fits inside the parcel. */
export function placeHouses(
  seed: number,
  parcel: SceneParcel,
  cover: 'village' | 'farmBuilding',
  centreX: number,
  centreY: number,
): HouseLots {
  const village = cover === 'village';
  const cos = Math.cos(parcel.angle);
  const sin = Math.sin(parcel.angle);
  const local = new Float64Array(parcel.ring.length);
  let [minA, minB, maxA, maxB] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < local.length; i += 2) {
    const x = (parcel.ring[i] as number) - centreX;
    const y = (parcel.ring[i + 1] as number) - centreY;
    const a = x * cos + y * sin;
    const b = y * cos - x * sin;
    local[i] = a;
    local[i + 1] = b;
    minA = Math.min(minA, a);
    maxA = Math.max(maxA, a);
    minB = Math.min(minB, b);
    maxB = Math.max(maxB, b);
  }
  const lotLength = village ? 17 : Math.max(15, Math.min(34, (maxA - minA) * 0.46));
  const lotWidth = village ? 15.5 : Math.max(12, Math.min(24, (maxB - minB) * 0.5));
  const firstColumn = Math.floor(minA / lotLength);
  const firstRow = Math.floor(minB / lotWidth);
  const columns = Math.floor(maxA / lotLength) - firstColumn + 1;
  const rows = Math.floor(maxB / lotWidth) - firstRow + 1;
  const houses: (House | undefined)[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const unit = (k: number): number => hashUnit(seed + 510, parcel.index, r * 64 + c, k);
      const share = village ? 0.27 + 0.1 * unit(1) : 0.36 + 0.07 * unit(1);
      const house: House = {
        along: (firstColumn + c + 0.5 + 0.1 * (unit(2) - 0.5)) * lotLength,
        across: (firstRow + r + 0.5 + 0.16 * (unit(3) - 0.5)) * lotWidth,
        halfLength: lotLength * share * (village ? 1.15 : 1.1),
        halfWidth: lotWidth * (village ? 0.24 + 0.08 * unit(4) : 0.34),
        height: village ? 4 + 6 * unit(5) : 5 + 2 * unit(5),
        roof: unit(6),
      };
      const wanted = unit(0) < (village ? 0.76 : 0.95);
      houses.push(wanted && fits(local, house) ? house : undefined);
    }
  }
  return { lotLength, lotWidth, firstColumn, firstRow, columns, rows, houses, cos, sin };
}

/** The house whose roof covers a point of the parcel's frame. */
export function houseAt(lots: HouseLots, along: number, across: number): House | undefined {
  const c = Math.floor(along / lots.lotLength) - lots.firstColumn;
  const r = Math.floor(across / lots.lotWidth) - lots.firstRow;
  if (c < 0 || r < 0 || c >= lots.columns || r >= lots.rows) return undefined;
  const house = lots.houses[r * lots.columns + c];
  if (house === undefined) return undefined;
  const inside =
    Math.abs(along - house.along) < house.halfLength && Math.abs(across - house.across) < house.halfWidth;
  return inside ? house : undefined;
}

function fits(ring: Ring, house: House): boolean {
  const margin = 1;
  for (const a of [-1, 0, 1]) {
    for (const b of [-1, 0, 1]) {
      const x = house.along + a * (house.halfLength + margin);
      const y = house.across + b * (house.halfWidth + margin);
      if (!isInsideRing(ring, x, y)) return false;
    }
  }
  return true;
}
