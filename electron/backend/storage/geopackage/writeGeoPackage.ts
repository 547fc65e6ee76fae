import { replaceFile } from '../../files/replaceFile.ts';
import { openDatabase } from '../sqlite/openDatabase.ts';
import {
  createFeatureTable,
  type FeatureInput,
  type FeatureTableDefinition,
  insertFeatures,
} from './featureTable.ts';
import { initialiseGeoPackage } from './initialiseGeoPackage.ts';
import { insertLayerStyle, type LayerStyle } from './layerStyles.ts';

export interface GeoPackageLayer extends FeatureTableDefinition {
  readonly features: Iterable<FeatureInput>;
  /** How other programs draw it. */
  readonly style?: LayerStyle;
}

/**
 * Writes a GeoPackage to hand out, whole or not at all: made as name.tmp beside the target, synced, renamed
 * over it. Journal mode DELETE, so no -wal or -shm is ever beside it. Returns the number of rows per layer.
 */
export async function writeGeoPackage(path: string, layers: readonly GeoPackageLayer[]): Promise<number[]> {
  const counts: number[] = [];
  await replaceFile(path, (temporaryPath) => {
    const db = openDatabase(temporaryPath, { create: true, journal: 'delete' });
    try {
      db.transaction(() => {
        initialiseGeoPackage(db);
        for (const layer of layers) {
          const table = createFeatureTable(db, layer);
          counts.push(insertFeatures(db, table, layer.features).count);
          if (layer.style !== undefined) insertLayerStyle(db, layer.table, layer.style, layer.changedAtUtc);
        }
      });
    } finally {
      db.close();
    }
  });
  return counts;
}
