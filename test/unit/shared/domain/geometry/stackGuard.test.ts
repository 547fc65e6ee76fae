import { expect, it } from 'vitest';
import { GeosRuntime } from '../../../../../shared/domain/geometry/GeosRuntime.ts';
import { loadGeosModule } from '../../../../../shared/domain/geometry/geosModule.ts';
import { isStackIntact } from '../../../../../shared/domain/geometry/stackGuard.ts';
import { wkbSize, writeWkbInto } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { unwrap } from '../../../../support/unwrap.ts';

// This file destroys its copy of GEOS; vitest gives every file its own.
it('gives the engine up when a recursion in GEOS has used up the C stack', async () => {
  const module = await loadGeosModule();
  const runtime = new GeosRuntime(module);
  // Teeth that grow smaller one by one make Douglas-Peucker recurse once per vertex.
  //   |\ |\
  //   | \| \/\/\___
  const teeth = Array.from({ length: 1400 }, (_, i) => [i, (i % 2) * (1400 - i)] as const);
  const comb = [[ring(...teeth, [1410, 0], [1410, -10], [-10, -10], [-10, 0])]];
  const pointer = unwrap(runtime.readWkb(wkbSize(comb), (target) => writeWkbInto(target, comb)));
  expect(isStackIntact(module)).toBe(true);

  const { _GEOSTopologyPreserveSimplify_r: simplify } = module as unknown as {
    _GEOSTopologyPreserveSimplify_r(context: number, geometry: number, tolerance: number): number;
  };
  const simplified = runtime.callForPointer(() => simplify(runtime.context, pointer, 1e-3));

  expect(simplified).toMatchObject({ ok: false, failure: { code: 'ENGINE_LOST' } });
  const later = runtime.readWkb(wkbSize(square(0, 0, 1)), (target) => writeWkbInto(target, square(0, 0, 1)));
  expect(later).toMatchObject({ ok: false, failure: { code: 'ENGINE_LOST' } });
  await expect(loadGeosModule()).rejects.toThrow('overflowed');
});
