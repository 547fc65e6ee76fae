import { basename, extname, join } from 'node:path';
import type { CallContext, Handlers, RequestOf } from '../../../shared/contract/backendApi.ts';
import type { DatasetSummary, VectorImportReport } from '../../../shared/contract/records/importRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { importStages, intakeDetails, intakeOperations } from '../../../shared/text/vectorImport.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { listImportProblems } from '../storage/project/layers.ts';
import { readSettings } from '../storage/project/settings.ts';
import { runReaderTask } from '../vector/intake/runReaderTask.ts';
import { storeStagedLayer } from '../vector/intake/storeStagedLayer.ts';
import { normaliseEncodingName } from '../vector/shapefile/textEncoding.ts';
import { copySourceGroup } from '../vector/source/copySourceGroup.ts';

/** Looking into foreign vector files and importing them. */
export function createImportHandlers(
  context: BackendContext,
): Pick<Handlers, 'import.inspect' | 'import.problems' | 'import.vector'> {
  const privateDirectory = join(context.applicationDirectory, 'imports');

  return {
    async 'import.inspect'({ files }, { signal, reportProgress }) {
      const operation = intakeOperations.inspect;
      const datasets: DatasetSummary[] = [];
      for (const [position, file] of files.entries()) {
        reportProgress(importStages.reading, position, files.length);
        const copy = await copySourceGroup(file, privateDirectory, signal);
        try {
          const task = {
            kind: 'inspect',
            path: copy.path,
            file,
            layerName: plainName(file),
            encoding: undefined,
          } as const;
          datasets.push(...(await runReaderTask(task, { operation, signal })));
        } finally {
          await copy.remove();
        }
      }
      return { datasets };
    },

    'import.problems'() {
      const { database } = context.session.require(intakeOperations.readProblems);
      return { problems: listImportProblems(database) };
    },

    'import.vector': (request, call) => importVector(context, privateDirectory, request, call),
  };
}

/**
 * Copy, read in a worker, then write in one transaction. Until the last step nothing of the project is touched, so a
 * cancelled or refused import leaves it as it was.
 */
async function importVector(
  context: BackendContext,
  privateDirectory: string,
  request: RequestOf<'import.vector'>,
  { signal, reportProgress }: CallContext,
): Promise<VectorImportReport> {
  const operation = intakeOperations.importVector;
  const started = performance.now();
  const project = context.session.require(operation);
  const rule = request.rule ?? (request.role === 'slope' ? 'E01' : null);
  if (request.role === 'exclusion' && rule === null) {
    throw new AppError('ARGUMENT_INVALID', { argument: 'rule', detail: intakeDetails.ruleMissing });
  }
  const encoding = request.encoding === undefined ? undefined : readEncoding(request.encoding);
  reportProgress(importStages.copying, 0, 0);
  const copy = await copySourceGroup(request.file, privateDirectory, signal);
  try {
    const stagingPath = join(copy.directory, 'staging');
    const staged = await runReaderTask(
      {
        kind: 'stage',
        path: copy.path,
        file: request.file,
        layerName: plainName(request.file),
        encoding,
        role: request.role,
        layer: request.layer,
        where: request.where,
        crs: request.crs,
        fieldMap: request.fieldMap ?? {},
        projectCrs: project.crs.code,
        edgeSplitMeters: readSettings(project.database).edgeSplitMeters,
        stagingPath,
      },
      {
        operation,
        signal,
        onProgress: (done, total) => reportProgress(importStages.reading, done, total),
      },
    );
    // the project may have been closed while the worker read
    if (signal.aborted || context.session.current() !== project) {
      throw new AppError('OPERATION_CANCELLED', { operation });
    }
    reportProgress(importStages.storing, staged.staged, staged.staged);
    const { layer, findings } = storeStagedLayer(
      project,
      stagingPath,
      staged,
      {
        name: request.name ?? staged.layer,
        role: request.role,
        rule,
        crs: staged.crs,
        crsFrom: staged.crsFrom,
        encoding: staged.encoding,
        encodingFrom: staged.encodingFrom,
        sourceFile: request.file,
        sourceLayer: staged.layer,
        sourceSha256: copy.sha256,
        fields: staged.fields,
      },
      request.by,
    );
    context.emit('project.changed', { what: 'layers' });
    if (request.role === 'plots') context.emit('project.changed', { what: 'plots' });
    return {
      layerId: layer.id,
      read: staged.read,
      imported: layer.features,
      repaired: staged.repaired,
      skipped: staged.skipped,
      crs: staged.crs,
      crsFrom: staged.crsFrom,
      encoding: staged.encoding,
      encodingFrom: staged.encodingFrom,
      fieldRoles: staged.fieldRoles,
      findings: [...staged.findings, ...findings],
      sourceSha256: copy.sha256,
      elapsedMs: Math.round(performance.now() - started),
    };
  } finally {
    await copy.remove();
  }
}

function readEncoding(text: string): string {
  const encoding = normaliseEncodingName(text);
  if (encoding !== undefined) return encoding;
  throw new AppError('ARGUMENT_INVALID', {
    argument: 'encoding',
    detail: intakeDetails.encodingUnknown(text),
  });
}

function plainName(file: string): string {
  return basename(file, extname(file));
}
