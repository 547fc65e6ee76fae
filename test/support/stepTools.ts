import { createProjectSession } from '../../electron/backend/projectSession.ts';
import { createAddedPlotHandlers } from '../../electron/backend/services/addedPlotService.ts';
import { createEligibilityHandlers } from '../../electron/backend/services/eligibilityService.ts';
import { createHandUpHandlers } from '../../electron/backend/services/handUpService.ts';
import { createImageryHandlers } from '../../electron/backend/services/imageryService.ts';
import { createImportHandlers } from '../../electron/backend/services/importService.ts';
import { createLayerHandlers } from '../../electron/backend/services/layerService.ts';
import { createLedgerHandlers } from '../../electron/backend/services/ledgerService.ts';
import { createMarkupHandlers } from '../../electron/backend/services/markupService.ts';
import { createPhotoHandlers } from '../../electron/backend/services/photoService.ts';
import { createPlotHandlers } from '../../electron/backend/services/plotService.ts';
import { createProjectHandlers } from '../../electron/backend/services/projectService.ts';
import { createQualityHandlers } from '../../electron/backend/services/qualityService.ts';
import { createReviewHandlers } from '../../electron/backend/services/reviewService.ts';
import { createRulesHandlers } from '../../electron/backend/services/rulesService.ts';
import { createScenarioHandlers } from '../../electron/backend/services/scenarioService.ts';
import { readLastSequence } from '../../electron/backend/storage/project/commandLog.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import type { CallContext } from '../../shared/contract/backendApi.ts';
import { createRandom } from './createRandom.ts';

/** Does one thing through a real service. */
export type Step = () => unknown;
export type StepTools = Awaited<ReturnType<typeof createStepTools>>;

/** Opens a project with the real services on it, and the dice that random steps are thrown with. */
export async function createStepTools(directory: string) {
  const session = createProjectSession();
  const project = await openProject(directory);
  session.replace(project);
  const context = {
    appVersion: '0',
    applicationDirectory: directory,
    clock: () => new Date(),
    session,
    emit: () => {},
  };
  const db = project.database;
  // another sequence in each round: it begins where the log ends
  const random = createRandom(readLastSequence(db) + process.pid);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const call: CallContext = { signal: new AbortController().signal, reportProgress: () => {} };
  return {
    handlers: {
      ...createProjectHandlers(context),
      ...createImportHandlers(context),
      ...createLayerHandlers(context),
      ...createImageryHandlers(context),
      ...createPlotHandlers(context),
      ...createRulesHandlers(context),
      ...createEligibilityHandlers(context),
      ...createScenarioHandlers(context),
      ...createHandUpHandlers(context),
      ...createReviewHandlers(context),
      ...createMarkupHandlers(context),
      ...createQualityHandlers(context),
      ...createLedgerHandlers(context),
      ...createPhotoHandlers(context),
      ...createAddedPlotHandlers(context),
    },
    ...{ directory, session, db, call, random, below, pick },
    by: '甲',
    somePlot: () => pick(db.column<number>(sql`SELECT plot_id FROM plots ORDER BY plot_id`)),
  };
}
