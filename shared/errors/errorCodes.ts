/**
 * Every error a user can act on: its stable code and the parameters of its sentence.
 * Codes are area first and never change meaning; sentences live in shared/text/errors.zh-CN.ts.
 */
export interface ErrorParams {
  // requests and the process itself
  REQUEST_INVALID: { method: string; detail: string };
  METHOD_UNKNOWN: { method: string };
  BACKEND_UNAVAILABLE: { reason: string };
  OPERATION_CANCELLED: { operation: string };
  OPERATION_PAUSED: { operation: string };
  INTERNAL: { incidentId: string };
  ARGUMENT_INVALID: { argument: string; detail: string };

  // files and disk
  FILE_NOT_FOUND: { file: string };
  FILE_UNREADABLE: { file: string; detail: string };
  FILE_EXISTS: { file: string };
  FILE_IN_USE: { file: string };
  FOLDER_NOT_WRITABLE: { folder: string };
  DISK_FULL: { file: string };

  // the project store
  PROJECT_NOT_OPEN: { operation: string };
  /** Closed by the user, or the past left, while a call was still at work on it. */
  PROJECT_CLOSED: { file: string };
  PROJECT_NOT_FOUND: { folder: string };
  PROJECT_EXISTS: { folder: string };
  PROJECT_FOLDER_SHARED: { folder: string };
  PROJECT_FILE_LOCKED: { file: string };
  PROJECT_IN_USE: { file: string; pid: number };
  PROJECT_READ_ONLY: { file: string };
  PROJECT_NEWER_THAN_APP: { file: string; fileVersion: number; appVersion: number };
  PROJECT_CORRUPT: { file: string; detail: string };
  PROJECT_IN_PAST: Record<never, never>;
  MOMENT_UNKNOWN: Record<never, never>;
  MOMENT_NOT_CHOSEN: Record<never, never>;
  GPKG_NOT_A_GEOPACKAGE: { file: string };

  // foreign data
  DATASET_UNRECOGNISED: { file: string; detail: string };
  DATASET_LAYER_NOT_FOUND: { file: string; layer: string; layers: string };
  DATASET_LAYER_AMBIGUOUS: { file: string; layers: string };
  DATASET_EMPTY: { file: string; layer: string };
  DATASET_NO_POLYGONS: { file: string; layer: string };
  DATASET_TIMEOUT: { file: string; seconds: number };
  DATASET_FIELD_NOT_FOUND: { file: string; field: string; fields: string };
  DATASET_FILTER_INVALID: { filter: string; detail: string };
  CRS_MISSING: { file: string };
  CRS_UNSUPPORTED: { crs: string };
  CRS_DATUM_SHIFT_REFUSED: { file: string; crs: string; datum: string };
  RASTER_UNSUPPORTED: { file: string; detail: string };
  RASTER_NO_GEOREFERENCE: { file: string };
  IMPORT_NOT_FOUND: { importId: string };
  IMPORT_SOURCE_CHANGED: { file: string };

  // plots, rules, eligibility, review
  PLOT_NOT_FOUND: { plotNo: string };
  LAYER_NOT_FOUND: { layer: string };
  PLOTS_MISSING: Record<never, never>;
  PLOT_NUMBER_DUPLICATE: { layer: string; plotNo: string; count: number };
  RULES_NOT_FOUND: { rulesId: string };
  RULES_INVALID: { detail: string };
  RULES_ID_SHIPPED: { rulesId: string };
  RULES_VERSION_TAKEN: { rulesId: string; version: string };
  SCENARIO_NOT_FOUND: { name: string };
  SCENARIO_EXISTS: { name: string };
  RUN_NOT_KEPT: { runId: string };
  RUNS_TOO_FEW: Record<never, never>;
  RECHECK_RUN_MISSING: Record<never, never>;
  RUN_MISSING: Record<never, never>;
  RUN_IN_PROGRESS: Record<never, never>;
  VERDICT_UNKNOWN: { verdictCode: string; allowed: string };
  ANSWER_INVALID: { field: string; answer: string };
  ANSWER_MISSING: { field: string };
  SCHEME_NOT_FOUND: { schemeId: string };
  SCHEME_IN_USE: { scheme: string; count: number };
  ANNOTATE_UNJUDGED: { plotNo: string };
  MARKUP_INVALID: { plotNo: string; detail: string };
  MARKUP_NOT_FOUND: { plotNo: string };
  CUT_MISSES_PLOT: { plotNo: string };
  CUT_SLIVER: { plotNo: string; squareMeters: number };
  CUT_AREA_MISSING: { plotNo: string };
  PART_NOT_FOUND: { plotNo: string; position: number };
  BOUNDARY_INVALID: { plotNo: string; detail: string };
  UNDO_NOTHING: { actor: string };
  REDO_NOTHING: { actor: string };
  UNDO_CONFLICT: { actor: string; plotNo: string; other: string };

  // second looks, ledger, photos
  PLOT_NOT_OPEN: { plotNo: string; status: string };
  STATUS_CHANGE_REFUSED: { plotNo: string; from: string; to: string };
  REASON_MISSING: { what: string };
  SAMPLE_EMPTY: Record<never, never>;
  SAMPLE_NOT_FOUND: { sampleId: number };
  SECOND_LOOK_OWN: { plotNo: string; by: string };
  SECOND_LOOK_ANSWERED: { plotNo: string };
  SECOND_LOOK_NOT_DISPUTED: { plotNo: string };
  ADJUDICATION_OWN: { plotNo: string; by: string };
  LEDGER_MOVE_REFUSED: { plotNo: string; action: string; state: string };
  LEDGER_FIELD_MISSING: { action: string; field: string };
  LEDGER_PROOF_MISSING: { plotNo: string };
  PHOTO_NOT_FOUND: { photoId: number };
  PHOTO_FILE_MISSING: { name: string };
  /** No checked way to cut a drawn polygon by the plots it lies on. */
  OVERLAP_NOT_COMPUTED: { detail: string };
  ADDED_PLOT_INVALID: { detail: string };
  ADDED_PLOT_OVERLAPS: { plots: string };
  ADDED_PLOT_COVERED: { plots: string };
  ADDED_PLOT_IN_USE: { plotNo: string };
  PLOT_NOT_ADDED: { plotNo: string };
  ADDED_LAYER_KEPT: { layer: string };
  SWEEP_NOT_BEGUN: Record<never, never>;
  SWEEP_NO_EXTENT: Record<never, never>;
  SWEEP_CELL_UNKNOWN: { cell: number; cells: number };

  // handing up
  EXPORT_FORMAT_UNSUPPORTED: { format: string; what: string };
  TEMPLATE_MISSING: Record<never, never>;
  TEMPLATE_INVALID: { file: string; detail: string };
  /** The project no longer holds what a release was made from. */
  RELEASE_NOT_REBUILDABLE: { folder: string; detail: string };
  RELEASE_MISMATCH: { file: string; detail: string };
  RELEASE_NOT_A_RELEASE: { folder: string };
}

export type ErrorCode = keyof ErrorParams;
