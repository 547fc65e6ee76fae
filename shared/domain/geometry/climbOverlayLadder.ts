import type { OverlayOptions, OverlayRung } from './GeometryEngine.ts';
import type { GeosRuntime } from './GeosRuntime.ts';
import type { GeometryResult } from './geometryResult.ts';
import { succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';
import { takePolygonalPart } from './polygonalPart.ts';
import { makeValid } from './repairGeometry.ts';

/** One overlay operation in its two C forms: in floating precision, and on a grid. */
export interface OverlayOperation {
  readonly floating: (inputs: readonly Pointer[]) => Pointer;
  readonly onGrid: (inputs: readonly Pointer[], grid: number) => Pointer;
}

export interface OverlayPointer {
  readonly pointer: Pointer;
  readonly rung: OverlayRung;
}

/**
 * Tries the rungs described at OverlayRung until one answers. Only a refusal for topology leads to the next
 * rung: memory, a lost engine and an unacceptable input do not get better. When all fail, the first refusal is
 * returned, because it names the place in the caller's own coordinates.
 */
export function climbOverlayLadder(
  runtime: GeosRuntime,
  operation: OverlayOperation,
  inputs: readonly Pointer[],
  options: OverlayOptions,
): GeometryResult<OverlayPointer> {
  const { fixedGrid, snapGrid } = options;
  if (fixedGrid !== undefined) {
    return finish(
      runtime,
      runtime.callForPointer(() => operation.onGrid(inputs, fixedGrid)),
      'fixed-grid',
      options,
    );
  }
  const direct = runtime.callForPointer(() => operation.floating(inputs));
  if (direct.ok || direct.failure.code !== 'TOPOLOGY') return finish(runtime, direct, 'direct', options);

  const repaired: Pointer[] = [];
  try {
    for (const input of inputs) {
      const valid = makeValid(runtime, input);
      if (!valid.ok) return direct;
      repaired.push(valid.value.pointer);
    }
    const second = runtime.callForPointer(() => operation.floating(repaired));
    if (second.ok) return finish(runtime, second, 'repaired', options);
    if (snapGrid === undefined) return direct;
    const third = runtime.callForPointer(() => operation.onGrid(repaired, snapGrid));
    return third.ok ? finish(runtime, third, 'snapped', options) : direct;
  } finally {
    for (const pointer of repaired) runtime.destroyGeometry(pointer);
  }
}

function finish(
  runtime: GeosRuntime,
  result: GeometryResult<Pointer>,
  rung: OverlayRung,
  options: OverlayOptions,
): GeometryResult<OverlayPointer> {
  if (!result.ok) return result;
  const kept = options.keep === 'all' ? result : takePolygonalPart(runtime, result.value);
  return kept.ok ? succeed({ pointer: kept.value, rung }) : kept;
}
