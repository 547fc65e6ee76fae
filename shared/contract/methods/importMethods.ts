import type { LayerRole } from '../../domain/eligibility/ruleSet.ts';
import type { DatasetSummary, ImportProblem, VectorImportReport } from '../records/importRecords.ts';

/** Vector files in, layers and their tiles out. */
export interface ImportMethods {
  'import.inspect': (request: { files: string[] }) => { datasets: DatasetSummary[] };
  'import.vector': (request: {
    file: string;
    role: LayerRole;
    layer?: string;
    name?: string;
    rule?: string;
    where?: string;
    crs?: string;
    encoding?: string;
    /** Target field → source field, e.g. { plotNo: 'JCBH' }. */
    fieldMap?: Record<string, string>;
    by: string;
  }) => VectorImportReport;
  /** What the imports of the open project repaired or left out, layer by layer. */
  'import.problems': (request: Record<never, never>) => { problems: ImportProblem[] };
  'layer.remove': (request: { layerId: string; by: string }) => Record<never, never>;
  /** Mapbox vector tile of one layer in the project's own grid (see tileGrid of shared/domain/geometry). */
  'layer.tile': (request: { layerId: string; z: number; x: number; y: number }) => Uint8Array;
}
