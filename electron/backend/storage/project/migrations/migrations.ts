import { createCoreTables } from './0001-create-core-tables.ts';
import { createEligibilityTables } from './0002-create-eligibility-tables.ts';
import { createImageryTable } from './0003-create-imagery-table.ts';
import { createReviewEvidence } from './0004-create-review-evidence.ts';
import { createEligibilityInputs } from './0005-create-eligibility-inputs.ts';
import { describeImagerySources } from './0006-describe-imagery-sources.ts';
import { createPlotSlopes } from './0007-create-plot-slopes.ts';
import { nameImagerySensor } from './0008-name-imagery-sensor.ts';
import { createImageOffsets } from './0010-create-image-offsets.ts';
import { createScenarios } from './0011-create-scenarios.ts';
import { createRuleSets } from './0012-create-rule-sets.ts';
import { createHandUpSettings } from './0013-create-hand-up-settings.ts';
import { createMarkup } from './0014-create-markup.ts';
import { createSavedFilters } from './0015-create-saved-filters.ts';
import { createSecondLooks } from './0016-create-second-looks.ts';
import { createLedgerAndPhotos } from './0017-create-ledger-and-photos.ts';
import { createCoverage } from './0018-create-coverage.ts';
import { keepResultsAcrossRuns } from './0019-keep-results-across-runs.ts';
import { keepDisplayOfEvidence } from './0026-keep-display-of-evidence.ts';
import { keepChipsOfEvidence } from './0040-keep-chips-of-evidence.ts';
import { createAssignments } from './0041-create-assignments.ts';
import { indexVerdictsByLogRow } from './0042-index-verdicts-by-log-row.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order; a new one is appended here and gets a test in test/migration. */
export const migrations: readonly Migration[] = [
  createCoreTables,
  createEligibilityTables,
  createImageryTable,
  createReviewEvidence,
  createEligibilityInputs,
  describeImagerySources,
  createPlotSlopes,
  nameImagerySensor,
  createImageOffsets,
  createScenarios,
  createRuleSets,
  createHandUpSettings,
  createMarkup,
  createSavedFilters,
  createSecondLooks,
  createLedgerAndPhotos,
  createCoverage,
  keepResultsAcrossRuns,
  keepDisplayOfEvidence,
  keepChipsOfEvidence,
  createAssignments,
  indexVerdictsByLogRow,
];

/** The version this application writes and the newest it reads. */
export const schemaVersion: number = migrations.at(-1)?.number ?? 0;
