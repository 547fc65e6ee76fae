import { basename, extname, join } from 'node:path';
import type { CallContext, Handlers } from '../../../shared/contract/backendApi.ts';
import type { ImageryImportReport } from '../../../shared/contract/records/imageryRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import type { ImageImport } from '../imagery/ImageImport.ts';
import { importImage } from '../imagery/importImage.ts';
import { createPackIndex } from '../imagery/packIndex.ts';
import {
  imageryFolder,
  listUnfinished,
  removeUnfinished,
  type UnfinishedRecord,
} from '../imagery/unfinishedImports.ts';
import { runCommand } from '../storage/project/commandLog.ts';
import { findImagery, type ImageryRecord, insertImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';

type ImageryImportMethod =
  | 'import.imagery'
  | 'import.unfinished'
  | 'import.pause'
  | 'import.resume'
  | 'import.discard';

const operation = '导入影像';

/** Imports of imagery: begun, paused, gone on with, given up. */
export function createImageryImportHandlers(context: BackendContext): Pick<Handlers, ImageryImportMethod> {
  const packs = createPackIndex(context.applicationDirectory);
  const runs = new Set<{ isPaused: boolean }>();

  const perform = async (
    request: ImageImport,
    by: string,
    { signal, reportProgress }: CallContext,
    unfinished?: UnfinishedRecord,
  ): Promise<ImageryImportReport> => {
    const project = context.session.require(operation);
    const started = performance.now();
    const run = { isPaused: false };
    runs.add(run);
    try {
      const result = await importImage(project, request, {
        signal,
        onProgress: reportProgress,
        // a project that is closed meanwhile finds the import again when it is opened
        isPaused: () => run.isPaused || context.session.current() !== project,
        packs,
        ...(unfinished === undefined ? {} : { unfinished }),
      });
      const imageId = result.kind === 'reused' ? result.imageId : recordImage(project, result.record, by);
      if (result.kind === 'made') context.emit('project.changed', { what: 'imagery' });
      const image = findImagery(project.database, imageId);
      if (image === undefined) throw new Error(`the image ${imageId} was recorded and is not there`);
      return {
        imageId,
        width: image.width,
        height: image.height,
        bands: image.bands,
        crs: image.crs,
        resolutionMeters: image.resolutionMeters,
        bounds: image.bounds,
        tiles: image.tiles,
        bytes: image.bytes,
        sourceSha256: image.sourceSha256,
        sheets: request.files.length,
        bandsUsed: result.kind === 'made' ? result.bandsUsed : (request.bands ?? []),
        reused: result.kind === 'reused' || result.isShared,
        elapsedMs: Math.round(performance.now() - started),
      };
    } finally {
      runs.delete(run);
    }
  };

  const folderOf = (project: OpenProject) => join(project.directory, imageryFolder);
  const find = async (importId: string): Promise<UnfinishedRecord> => {
    const records = await listUnfinished(folderOf(context.session.require(operation)));
    const record = records.find((one) => one.importId === importId);
    if (record === undefined) throw new AppError('IMPORT_NOT_FOUND', { importId });
    return record;
  };

  return {
    'import.imagery': (request, call) => {
      const [file = ''] = request.files;
      return perform(
        {
          files: request.files,
          epoch: request.epoch,
          name: request.name ?? basename(file, extname(file)),
          sensor: request.sensor,
          bands: request.bands,
          crs: request.crs,
          isLossless: request.lossless ?? false,
        },
        request.by,
        call,
      );
    },

    async 'import.unfinished'() {
      const records = await listUnfinished(folderOf(context.session.require(operation)));
      return {
        imports: records.map(({ importId, request: { name, epoch, files }, startedAtUtc }) => ({
          ...{ importId, name, epoch, files, startedAtUtc },
        })),
      };
    },

    'import.pause': () => {
      for (const run of runs) run.isPaused = true;
      return { paused: runs.size };
    },

    async 'import.resume'({ importId, by }, call) {
      const record = await find(importId);
      return perform(record.request, by, call, record);
    },

    async 'import.discard'({ importId }) {
      await find(importId);
      await removeUnfinished(folderOf(context.session.require(operation)), importId, { keepsPart: false });
      return {};
    },
  };
}

function recordImage(project: OpenProject, record: ImageryRecord, by: string): string {
  const { epoch, name, sourceSha256 } = record;
  const imageId = runCommand(
    project,
    (id: number) => ({
      kind: 'imagery.import',
      target: `imagery:${id}`,
      by,
      oldValue: null,
      newValue: { epoch, name, sourceSha256, sheets: record.sheets.length },
    }),
    (db, moment) => insertImagery(db, record, moment.atUtc),
  );
  return String(imageId);
}
