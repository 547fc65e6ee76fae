import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import type { FeatureInput, FieldType } from '../storage/geopackage/featureTable.ts';
import { writeGeoPackage } from '../storage/geopackage/writeGeoPackage.ts';

export type SampleLayerFields = Readonly<Record<string, FieldType>>;

export interface SampleFeature {
  readonly geometry: MultiPolygon;
  readonly values: Readonly<Record<string, string | number | null>>;
}

export interface SampleLayer {
  readonly table: string;
  readonly title: string;
  readonly crs: string;
  readonly fields: SampleLayerFields;
  readonly features: Iterable<SampleFeature>;
}

/** Fixed, so that the same county is the same file. */
const CHANGED_AT_UTC = '2026-04-01T00:00:00.000Z';

/** Writes one GeoPackage; features may come as streams. Returns the number of rows per layer. */
export async function writeSampleGeoPackage(path: string, layers: readonly SampleLayer[]): Promise<number[]> {
  return writeGeoPackage(
    path,
    layers.map(({ table, title, crs: code, fields, features }) => {
      const crs = findCoordinateSystem(code);
      if (crs === undefined) throw new Error(`unknown coordinate system ${code}`);
      return {
        table,
        title,
        crs,
        geometryType: 'MULTIPOLYGON' as const,
        changedAtUtc: CHANGED_AT_UTC,
        fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
        features: encodeFeatures(features, Object.keys(fields)),
      };
    }),
  );
}

function* encodeFeatures(
  features: Iterable<SampleFeature>,
  names: readonly string[],
): Generator<FeatureInput> {
  for (const { geometry, values } of features) {
    yield {
      wkb: geometry.length === 0 ? null : writeWkb(geometry),
      attributes: names.map((name) => values[name] ?? null),
    };
  }
}
