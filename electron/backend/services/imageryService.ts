import { basename, extname } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { BackendContext } from '../backendContext.ts';
import { createPackReader, type PackReader } from '../imagery/createPackReader.ts';
import { importDem } from '../imagery/importDem.ts';
import { importImage } from '../imagery/importImage.ts';
import { runCommand } from '../storage/project/commandLog.ts';
import { insertImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';

export function createImageryHandlers(
  context: BackendContext,
): Pick<Handlers, 'import.imagery' | 'import.dem' | 'imagery.tile'> {
  const packsOf = createPackReaders();

  return {
    async 'import.imagery'(request, { signal, reportProgress }) {
      const project = context.session.require('导入影像');
      const started = performance.now();
      const reports = [];
      for (const file of request.files) {
        const record = await importImage(project, {
          file,
          epoch: request.epoch,
          name: request.name ?? basename(file, extname(file)),
          bands: request.bands,
          crs: request.crs,
          signal,
          onProgress: reportProgress,
        });
        const imageId = runCommand(
          project,
          (id: number) => ({
            kind: 'imagery.import',
            target: `imagery:${id}`,
            by: request.by,
            oldValue: null,
            newValue: { epoch: record.epoch, name: record.name, sourceSha256: record.sourceSha256 },
          }),
          (db, moment) => insertImagery(db, record, moment.atUtc),
        );
        reports.push({ imageId: String(imageId), record });
      }
      context.emit('project.changed', { what: 'imagery' });
      const first = reports[0];
      if (first === undefined) throw new Error('the request schema lets no empty list of files through');
      return {
        imageId: first.imageId,
        width: first.record.width,
        height: first.record.height,
        bands: first.record.bands,
        crs: first.record.crs,
        resolutionMeters: first.record.resolution,
        bounds: first.record.bounds,
        tiles: reports.reduce((sum, report) => sum + report.record.tiles, 0),
        bytes: reports.reduce((sum, report) => sum + report.record.bytes, 0),
        sourceSha256: first.record.sourceSha256,
        elapsedMs: Math.round(performance.now() - started),
      };
    },

    async 'import.dem'(request, { signal, reportProgress }) {
      const project = context.session.require('导入高程');
      const report = await importDem(project, request, { signal, onProgress: reportProgress });
      context.emit('project.changed', { what: 'layers' });
      return report;
    },

    'imagery.tile': ({ imageId, z, x, y }) =>
      packsOf(context.session.require('读取影像')).read(imageId, z, x, y),
  };
}

/** Packs of the project that is open now; those of an earlier project are closed as soon as another is asked for. */
function createPackReaders(): (project: OpenProject) => PackReader {
  let opened: { project: OpenProject; packs: PackReader } | null = null;
  return (project) => {
    if (opened?.project !== project) {
      opened?.packs.close();
      opened = { project, packs: createPackReader(project) };
    }
    return opened.packs;
  };
}
