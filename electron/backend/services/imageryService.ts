import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { createPackReaders } from '../imagery/createPackReaders.ts';
import { importDem } from '../imagery/importDem.ts';
import { measureStatistics } from '../imagery/measureStatistics.ts';
import { phaseCorrelateEpochs } from '../imagery/phaseCorrelateEpochs.ts';
import { renderPlotChip } from '../imagery/renderPlotChip.ts';
import { listSlopeShadings } from '../imagery/slopeShading.ts';
import { readImageOffsets, setImageOffset } from '../storage/project/imageOffsets.ts';
import { findImagery } from '../storage/project/imagery.ts';
import { readPlotSlope } from '../storage/project/plotSlopes.ts';
import { createImageryImportHandlers } from './imageryImportService.ts';

export function createImageryHandlers(
  context: BackendContext,
): Pick<
  Handlers,
  | 'import.imagery'
  | 'import.unfinished'
  | 'import.pause'
  | 'import.resume'
  | 'import.discard'
  | 'import.dem'
  | 'imagery.shadings'
  | 'imagery.tile'
  | 'imagery.statistics'
  | 'imagery.offsets'
  | 'imagery.setOffset'
  | 'plot.alignment'
  | 'plot.chip'
  | 'plot.slope'
> {
  const packsOf = createPackReaders();

  return {
    ...createImageryImportHandlers(context),

    async 'import.dem'(request, { signal, reportProgress }) {
      const project = context.session.require('导入高程');
      const report = await importDem(project, request, { signal, onProgress: reportProgress });
      context.emit('project.changed', { what: 'layers' });
      return report;
    },

    'imagery.shadings': () => ({ shadings: listSlopeShadings(context.session.require('查看坡度')) }),

    'imagery.tile': ({ imageId, z, x, y }) =>
      packsOf(context.session.require('读取影像')).read(imageId, z, x, y),

    async 'imagery.statistics'({ imageId, bounds }) {
      const project = context.session.require('统计影像');
      const image = findImagery(project.database, imageId);
      if (image === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: imageId });
      return { bands: await measureStatistics(packsOf(project), image, bounds) };
    },

    async 'plot.alignment'(request) {
      const project = context.session.require('对齐影像');
      return { alignment: await phaseCorrelateEpochs(project, packsOf(project), request) };
    },

    'imagery.offsets': () => ({
      offsets: readImageOffsets(context.session.require('对齐影像').database),
    }),

    'imagery.setOffset': ({ offset, by, ...pair }) => {
      setImageOffset(context.session.require('对齐影像'), pair, offset, by);
      return {};
    },

    'plot.slope': ({ plotId }) => ({
      slope: readPlotSlope(context.session.require('查看坡度').database, plotId),
    }),

    'plot.chip': (request) => {
      const project = context.session.require('绘制影像小图');
      const format = request.format ?? 'png';
      return renderPlotChip(project, packsOf(project), { ...request, format });
    },
  };
}
