import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import { canTransform } from '../../../../shared/domain/crs/createTransform.ts';
import { DATUMS } from '../../../../shared/domain/crs/datum.ts';
import { identifyCrsFromWkt } from '../../../../shared/domain/crs/identifyCrsFromWkt.ts';
import { parseCrsCode } from '../../../../shared/domain/crs/parseCrsCode.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { DeclaredCrs, SourceLayer } from '../source/VectorSource.ts';

export type DeclaredSystem =
  | { readonly state: 'known'; readonly system: CoordinateSystem }
  | { readonly state: 'missing' }
  /** `text` is what the file says, cut to what fits into a sentence. */
  | { readonly state: 'unsupported'; readonly text: string };

/** What the file's own words come to. */
export function readDeclaredCrs(declared: readonly DeclaredCrs[]): DeclaredSystem {
  let unsupported: string | undefined;
  for (const declaration of declared) {
    if (declaration.kind === 'missing') continue;
    const code = declaration.kind === 'code' ? parseCrsCode(declaration.text) : undefined;
    const system =
      declaration.kind === 'wkt'
        ? identifyCrsFromWkt(declaration.text)
        : code === undefined
          ? undefined
          : findCoordinateSystem(code);
    if (system !== undefined) return { state: 'known', system };
    unsupported ??= declaration.kind === 'wkt' ? nameOfWkt(declaration.text) : declaration.text.slice(0, 80);
  }
  return unsupported === undefined ? { state: 'missing' } : { state: 'unsupported', text: unsupported };
}

export interface ResolvedCrs {
  readonly system: CoordinateSystem;
  readonly from: 'file' | 'user';
  /** What the file said where the user said otherwise. */
  readonly overridden: string | undefined;
}

/**
 * The system a layer's coordinates are in. The user's word wins over the file's and is reported where they differ.
 * Throws CRS_MISSING, CRS_UNSUPPORTED and, where reaching `target` would need a datum shift, CRS_DATUM_SHIFT_REFUSED.
 */
export function resolveCrs(
  layer: SourceLayer,
  file: string,
  requested: string | undefined,
  target: CoordinateSystem | undefined,
): ResolvedCrs {
  const declared = readDeclaredCrs(layer.crs);
  const resolved = choose(declared, file, requested);
  const { system } = resolved;
  const reachable = target === undefined ? system.convertible : canTransform(system, target);
  if (!reachable) {
    throw new AppError('CRS_DATUM_SHIFT_REFUSED', {
      file,
      crs: system.code,
      datum: DATUMS[system.datum].label,
    });
  }
  return resolved;
}

function choose(declared: DeclaredSystem, file: string, requested: string | undefined): ResolvedCrs {
  if (requested !== undefined) {
    const code = parseCrsCode(requested);
    const system = code === undefined ? undefined : findCoordinateSystem(code);
    if (system === undefined) throw new AppError('CRS_UNSUPPORTED', { crs: requested });
    const said =
      declared.state === 'known'
        ? declared.system.code
        : declared.state === 'unsupported'
          ? declared.text
          : undefined;
    return { system, from: 'user', overridden: said === system.code ? undefined : said };
  }
  switch (declared.state) {
    case 'known':
      return { system: declared.system, from: 'file', overridden: undefined };
    case 'missing':
      throw new AppError('CRS_MISSING', { file });
    case 'unsupported':
      throw new AppError('CRS_UNSUPPORTED', { crs: declared.text });
  }
}

function nameOfWkt(wkt: string): string {
  return (/"([^"]*)"/.exec(wkt)?.[1] ?? wkt).slice(0, 80);
}
