import type { LayerRole } from '../../domain/eligibility/ruleSet.ts';
import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { RunSummary } from './eligibilityRecords.ts';
import type { ImagerySummary } from './imageryRecords.ts';

/** The open project and its layers. */

export interface LayerSummary {
  readonly id: string;
  readonly name: string;
  readonly role: LayerRole;
  readonly rule: string | null;
  readonly features: number;
  readonly crs: string;
  readonly sourceFile: string;
  readonly sourceSha256: string;
  readonly bounds: Bounds | null;
  readonly importedAtUtc: string;
}

export interface ProjectSummary {
  readonly directory: string;
  readonly name: string;
  readonly createdAtUtc: string;
  readonly crs: string;
  readonly crsName: string;
  readonly proj4Definition: string;
  readonly schemaVersion: number;
  readonly layers: readonly LayerSummary[];
  readonly imagery: readonly ImagerySummary[];
  readonly bounds: Bounds | null;
  readonly counts: {
    readonly plots: number;
    readonly judged: number;
    readonly commands: number;
  };
  readonly settings: ProjectSettings;
  /** The newest eligibility run, if there is one. */
  readonly run: RunSummary | null;
}

export interface ProjectSettings {
  /** Longest edge before it is split for the ellipsoidal area; null: vertices only. */
  readonly edgeSplitMeters: number | null;
}

export interface CheckFinding {
  readonly code: string;
  readonly where: string;
  readonly detail: string;
}
