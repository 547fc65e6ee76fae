import { randomUUID } from 'node:crypto';
import type { Backend } from '../../shared/contract/backend.ts';
import type { Handlers } from '../../shared/contract/backendApi.ts';
import { appVersion } from './appVersion.ts';
import type { BackendContext } from './backendContext.ts';
import { createDispatcher, createEventHub, type ReportBug } from './dispatch.ts';
import { createProjectSession } from './projectSession.ts';
import { createAddedPlotHandlers } from './services/addedPlotService.ts';
import { createAppHandlers } from './services/appService.ts';
import { createAreaHandlers } from './services/areaService.ts';
import { createEligibilityHandlers } from './services/eligibilityService.ts';
import { createExportHandlers } from './services/exportService.ts';
import { createHandUpHandlers } from './services/handUpService.ts';
import { createImageryHandlers } from './services/imageryService.ts';
import { createImportHandlers } from './services/importService.ts';
import { createLayerHandlers } from './services/layerService.ts';
import { createLedgerHandlers } from './services/ledgerService.ts';
import { createMarkupHandlers } from './services/markupService.ts';
import { createPhotoHandlers } from './services/photoService.ts';
import { createPlotHandlers } from './services/plotService.ts';
import { createProjectHandlers } from './services/projectService.ts';
import { createQualityHandlers } from './services/qualityService.ts';
import { createReleaseHandlers } from './services/releaseService.ts';
import { createReviewHandlers } from './services/reviewService.ts';
import { createRulesHandlers } from './services/rulesService.ts';
import { createSampleHandlers } from './services/sampleService.ts';
import { createScenarioHandlers } from './services/scenarioService.ts';
import { createSimilarHandlers } from './services/similarService.ts';

export interface BackendOptions {
  /** Folder of the application's own: sample project, private copies of foreign files. */
  readonly applicationDirectory: string;
  readonly clock: () => Date;
  readonly reportBug: ReportBug;
  /** Hourly and closing backups of the open project: on in a window, off where each command opens and closes. */
  readonly automaticBackups?: boolean;
}

/** The whole backend, wired here and nowhere else; every host and test starts from this function. */
export function createBackend(options: BackendOptions): Backend {
  const hub = createEventHub();
  const session = createProjectSession({
    automaticBackups: options.automaticBackups ?? false,
    onBackupFailed: (error) => options.reportBug(randomUUID().slice(0, 8), 'project.backup', error),
  });
  const context: BackendContext = {
    appVersion,
    applicationDirectory: options.applicationDirectory,
    clock: options.clock,
    session,
    emit: hub.emit,
  };
  const dispatcher = createDispatcher(
    (jobs) => {
      const handlers: Omit<Handlers, 'sample.build' | 'sample.create' | 'sample.open'> = {
        ...createAppHandlers(context, jobs),
        ...createProjectHandlers(context),
        ...createImportHandlers(context),
        ...createImageryHandlers(context),
        ...createLayerHandlers(context),
        ...createPlotHandlers(context),
        ...createAddedPlotHandlers(context),
        ...createMarkupHandlers(context),
        ...createRulesHandlers(context),
        ...createEligibilityHandlers(context),
        ...createScenarioHandlers(context),
        ...createReviewHandlers(context),
        ...createQualityHandlers(context),
        ...createLedgerHandlers(context),
        ...createPhotoHandlers(context),
        ...createSimilarHandlers(context),
        ...createExportHandlers(context),
        ...createReleaseHandlers(context),
        ...createHandUpHandlers(context),
        ...createAreaHandlers(context),
      };
      // the sample is made by the same handlers a user drives, so it can never take a shortcut
      return { ...handlers, ...createSampleHandlers(context, handlers) };
    },
    hub,
    options.reportBug,
  );
  return {
    call: dispatcher.call,
    subscribe: hub.subscribe,
    close: () => session.close(),
  };
}
