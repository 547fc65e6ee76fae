import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { AppError } from '../../../shared/errors/AppError.ts';

/** The polygon a reviewer drew, where it is one without crossings; else `refuse` says what is wrong with it. */
export function readDrawnPolygon(
  engine: GeometryEngine,
  wkb: Uint8Array,
  refuse: (detail: string) => AppError,
): MultiPolygon {
  return engine.scope(() => {
    const shape = engine.fromWkb(wkb);
    if (!shape.ok) throw refuse('图形不完整');
    const validity = engine.validity(shape.value);
    if (!validity.ok || !validity.value.valid) throw refuse('边界自相交');
    if (engine.area(shape.value) === 0) throw refuse('没有面积');
    return engine.toMultiPolygon(shape.value);
  });
}
