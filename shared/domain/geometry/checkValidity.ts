import type { Validity } from './GeometryEngine.ts';
import type { GeosRuntime } from './GeosRuntime.ts';
import { type GeometryResult, succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';

/** Validity by OGC 06-103r4, 6.1.11, with GEOS's reason and place where it is broken. */
export function checkValidity(runtime: GeosRuntime, geometry: Pointer): GeometryResult<Validity> {
  const { module, context, output } = runtime;
  const valid = runtime.callForBoolean(() => module._GEOSisValid_r(context, geometry));
  if (!valid.ok) return valid;
  if (valid.value) return succeed({ valid: true });
  const detail = runtime.callForBoolean(() =>
    module._GEOSisValidDetail_r(context, geometry, 0, output, output + 4),
  );
  if (!detail.ok) return detail;
  const reasonPointer = module.HEAPU32[output / 4] as number;
  const location = module.HEAPU32[output / 4 + 1] as number;
  const reason = module.UTF8ToString(reasonPointer);
  module._GEOSGeomGetX_r(context, location, output);
  module._GEOSGeomGetY_r(context, location, output + 8);
  const [x, y] = [runtime.readOutput(0), runtime.readOutput(1)];
  module._GEOSFree_r(context, reasonPointer);
  runtime.destroyGeometry(location);
  return succeed({ valid: false, reason, x, y });
}
