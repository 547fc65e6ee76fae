import type { Handlers } from '../../shared/contract/backendApi.ts';
import type { BackendContext } from './backendContext.ts';
import { deferHandlers } from './deferHandlers.ts';
import type { RunningJobs } from './dispatch.ts';
import { refuseInPast } from './refuseInPast.ts';

/** Which service answers which method; a method of the contract that is missing here does not compile. */
export function createHandlers(context: BackendContext, jobs: RunningJobs): Handlers {
  const handlers: Omit<Handlers, 'sample.build' | 'sample.create' | 'sample.open'> = {
    ...deferHandlers(['app.info', 'job.cancel'], async () => {
      const { createAppHandlers } = await import('./services/appService.ts');
      return createAppHandlers(context, jobs);
    }),
    ...deferHandlers(
      [
        'project.create',
        'project.open',
        'project.close',
        'project.info',
        'project.settings',
        'project.check',
        'project.backup',
      ],
      async () => {
        const { createProjectHandlers } = await import('./services/projectService.ts');
        return createProjectHandlers(context);
      },
    ),
    ...deferHandlers(['import.inspect', 'import.problems', 'import.vector'], async () => {
      const { createImportHandlers } = await import('./services/importService.ts');
      return createImportHandlers(context);
    }),
    ...deferHandlers(
      [
        'import.imagery',
        'import.unfinished',
        'import.pause',
        'import.resume',
        'import.discard',
        'import.dem',
        'imagery.shadings',
        'imagery.tile',
        'imagery.statistics',
        'plot.alignment',
        'imagery.offsets',
        'imagery.setOffset',
        'plot.slope',
        'plot.chip',
      ],
      async () => {
        const { createImageryHandlers } = await import('./services/imageryService.ts');
        return createImageryHandlers(context);
      },
    ),
    ...deferHandlers(['layer.remove', 'layer.tile'], async () => {
      const { createLayerHandlers } = await import('./services/layerService.ts');
      return createLayerHandlers(context);
    }),
    ...deferHandlers(
      [
        'plot.query',
        'plot.position',
        'plot.get',
        'plot.find',
        'plot.statusCounts',
        'plot.facets',
        'plot.towns',
        'plot.geometry',
        'plot.sum',
        'filter.list',
        'filter.save',
        'filter.remove',
      ],
      async () => {
        const { createPlotHandlers } = await import('./services/plotService.ts');
        return createPlotHandlers(context);
      },
    ),
    ...deferHandlers(
      ['plot.previewAddition', 'plot.add', 'plot.changeAdded', 'plot.removeAdded', 'plot.outlines'],
      async () => {
        const { createAddedPlotHandlers } = await import('./services/addedPlotService.ts');
        return createAddedPlotHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'markup.list',
        'markup.add',
        'markup.change',
        'markup.remove',
        'parts.cut',
        'parts.decide',
        'parts.clear',
        'boundary.propose',
        'boundary.clear',
        'plot.neighbours',
        'measure.line',
        'measure.area',
      ],
      async () => {
        const { createMarkupHandlers } = await import('./services/markupService.ts');
        return createMarkupHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'rules.list',
        'rules.show',
        'rules.bindings',
        'rules.check',
        'rules.save',
        'rules.import',
        'rules.export',
        'rules.remove',
        'rules.diff',
      ],
      async () => {
        const { createRulesHandlers } = await import('./services/rulesService.ts');
        return createRulesHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'eligibility.run',
        'eligibility.flowout',
        'eligibility.summary',
        'eligibility.bill',
        'eligibility.whatif',
        'plot.pieces',
      ],
      async () => {
        const { createEligibilityHandlers } = await import('./services/eligibilityService.ts');
        return createEligibilityHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'scenario.list',
        'scenario.save',
        'scenario.rename',
        'scenario.remove',
        'eligibility.runs',
        'eligibility.compare',
        'eligibility.towns',
        'eligibility.failures',
        'eligibility.piecesIn',
        'eligibility.occupation',
        'eligibility.recheck',
      ],
      async () => {
        const { createScenarioHandlers } = await import('./services/scenarioService.ts');
        return createScenarioHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'review.scheme',
        'review.schemes',
        'review.chooseScheme',
        'review.decide',
        'review.decideMany',
        'review.clear',
        'review.clearMany',
        'review.undo',
        'review.redo',
        'review.undoPlot',
        'review.annotate',
        'review.flag',
        'review.assign',
        'review.evidence',
        'review.evidenceChips',
        'review.log',
      ],
      async () => {
        const { createReviewHandlers } = await import('./services/reviewService.ts');
        return createReviewHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'quality.preview',
        'quality.draw',
        'quality.samples',
        'quality.looks',
        'quality.settle',
        'quality.report',
        'quality.check',
        'quality.setStatus',
        'coverage.record',
        'coverage.towns',
        'coverage.plots',
        'sweep.grid',
        'sweep.begin',
        'sweep.mark',
      ],
      async () => {
        const { createQualityHandlers } = await import('./services/qualityService.ts');
        return createQualityHandlers(context);
      },
    ),
    ...deferHandlers(
      ['ledger.move', 'ledger.query', 'ledger.counts', 'ledger.board', 'ledger.timeline'],
      async () => {
        const { createLedgerHandlers } = await import('./services/ledgerService.ts');
        return createLedgerHandlers(context);
      },
    ),
    ...deferHandlers(
      [
        'history.enter',
        'history.leave',
        'history.moment',
        'history.differences',
        'history.exportDifferences',
        'history.log',
        'history.facets',
        'history.verify',
      ],
      async () => {
        const { createHistoryHandlers } = await import('./services/historyService.ts');
        return createHistoryHandlers(context);
      },
    ),
    ...deferHandlers(
      ['photo.add', 'photo.list', 'photo.image', 'photo.candidates', 'photo.attach'],
      async () => {
        const { createPhotoHandlers } = await import('./services/photoService.ts');
        return createPhotoHandlers(context);
      },
    ),
    ...deferHandlers(['similar.find'], async () => {
      const { createSimilarHandlers } = await import('./services/similarService.ts');
      return createSimilarHandlers(context, jobs);
    }),
    ...deferHandlers(['export.preview', 'export.write', 'export.flowout'], async () => {
      const { createExportHandlers } = await import('./services/exportService.ts');
      return createExportHandlers(context);
    }),
    ...deferHandlers(
      ['release.create', 'release.rerun', 'release.rebuild', 'release.verify', 'release.list'],
      async () => {
        const { createReleaseHandlers } = await import('./services/releaseService.ts');
        return createReleaseHandlers(context);
      },
    ),
    ...deferHandlers(['handUp.settings', 'handUp.saveSettings', 'handUp.setTemplate'], async () => {
      const { createHandUpHandlers } = await import('./services/handUpService.ts');
      return createHandUpHandlers(context);
    }),
    ...deferHandlers(['area.measure'], async () => {
      const { createAreaHandlers } = await import('./services/areaService.ts');
      return createAreaHandlers(context);
    }),
  };
  // the sample is made by the same handlers a user drives, so it can never take a shortcut
  const sampleHandlers = deferHandlers(['sample.create', 'sample.build', 'sample.open'], async () => {
    const { createSampleHandlers } = await import('./services/sampleService.ts');
    return createSampleHandlers(context, handlers);
  });
  return refuseInPast({ ...handlers, ...sampleHandlers }, context.session);
}
