import { basename, extname, join } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { DEFAULT_AREA_SETTINGS } from '../../../shared/domain/area/areaMeter.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { importStages, intakeOperations } from '../../../shared/text/vectorImport.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { runReaderTask } from '../vector/intake/runReaderTask.ts';
import { copySourceGroup } from '../vector/source/copySourceGroup.ts';

/** Areas of files that belong to no project. */
export function createAreaHandlers(context: BackendContext): Pick<Handlers, 'area.measure'> {
  return {
    async 'area.measure'(request, { signal, reportProgress }) {
      const copy = await copySourceGroup(request.file, join(context.applicationDirectory, 'imports'), signal);
      try {
        const { method, ellipsoid, features } = await runReaderTask(
          {
            kind: 'measure',
            path: copy.path,
            file: request.file,
            layerName: basename(request.file, extname(request.file)),
            encoding: undefined,
            layer: request.layer,
            crs: request.crs,
            edgeSplitMeters:
              request.edgeSplitMeters === undefined
                ? DEFAULT_AREA_SETTINGS.edgeSplitMeters
                : request.edgeSplitMeters,
          },
          {
            operation: intakeOperations.measure,
            signal,
            onProgress: (done, total) => reportProgress(importStages.reading, done, total),
          },
        );
        return {
          method,
          ellipsoid,
          features: features.map(({ index, squareMeters }) => ({
            index,
            squareMeters,
            mu: squareMeters === null ? null : squareMetersToMu(squareMeters),
          })),
          totalSquareMeters: sumUnlessMissing(features.map(({ squareMeters }) => squareMeters)),
        };
      } finally {
        await copy.remove();
      }
    },
  };
}

/** A total with a hole in it is no total. */
function sumUnlessMissing(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
