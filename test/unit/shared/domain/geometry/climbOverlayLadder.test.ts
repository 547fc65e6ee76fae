import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  climbOverlayLadder,
  type OverlayOperation,
} from '../../../../../shared/domain/geometry/climbOverlayLadder.ts';
import { GeosRuntime } from '../../../../../shared/domain/geometry/GeosRuntime.ts';
import { loadGeosModule, type Pointer } from '../../../../../shared/domain/geometry/geosModule.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { wkbSize, writeWkbInto } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { unwrap } from '../../../../support/unwrap.ts';

let runtime: GeosRuntime;
beforeAll(async () => {
  runtime = new GeosRuntime(await loadGeosModule());
});
afterAll(() => runtime.finish());

const load = (geometry: MultiPolygon): Pointer =>
  unwrap(runtime.readWkb(wkbSize(geometry), (target) => writeWkbInto(target, geometry)));

/** A difference that GEOS refuses (the null pointer) the first `refusals` times. */
function refusingDifference(refusals: number): OverlayOperation {
  let left = refusals;
  return {
    floating: ([a = 0, b = 0]) => {
      left -= 1;
      return left >= 0 ? 0 : runtime.module._GEOSDifference_r(runtime.context, a, b);
    },
    onGrid: ([a = 0, b = 0], grid) => runtime.module._GEOSDifferencePrec_r(runtime.context, a, b, grid),
  };
}

function climb(refusals: number, snapGrid?: number) {
  const inputs = [load(square(0, 0, 2)), load(square(1, 1, 2))];
  const options = snapGrid === undefined ? {} : { snapGrid };
  const result = climbOverlayLadder(runtime, refusingDifference(refusals), inputs, options);
  for (const input of inputs) runtime.destroyGeometry(input);
  if (result.ok) runtime.destroyGeometry(result.value.pointer);
  return result;
}

describe('the overlay ladder', () => {
  it('stays on the first rung that answers', () => {
    expect(climb(0, 1e-4)).toMatchObject({ ok: true, value: { rung: 'direct' } });
    expect(climb(1, 1e-4)).toMatchObject({ ok: true, value: { rung: 'repaired' } });
    expect(climb(2, 1e-4)).toMatchObject({ ok: true, value: { rung: 'snapped' } });
  });

  it('refuses as TOPOLOGY where no grid was given for the last rung', () => {
    expect(climb(2)).toMatchObject({ ok: false, failure: { code: 'TOPOLOGY' } });
  });

  it('climbs for real where inputs cross themselves', () => {
    const inputs = [
      load([[ring([1, 0], [0, 1], [5, 0], [5, 0], [1, 1], [4, 2])]]),
      load([[ring([5, 2], [1, 2], [5, 2], [1, 3], [0, 5], [3, 4])]]),
    ];
    const operation = refusingDifference(0);
    const result = unwrap(climbOverlayLadder(runtime, operation, inputs, {}));
    expect(result.rung).toBe('repaired');
    for (const pointer of [...inputs, result.pointer]) runtime.destroyGeometry(pointer);
  });
});
