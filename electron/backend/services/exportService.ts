import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { buildPlotList } from '../documents/buildPlotList.ts';
import { createChipDrawer, type DrawChips } from '../documents/cards/plotChip.ts';
import { describeOrigin, freezePlotList, type PlotSelection } from '../documents/freezePlotList.ts';
import type { HandUpSource, ListFormat, ProductOptions } from '../documents/listProduct.ts';
import { listProducts } from '../documents/listProducts.ts';
import { listReleases } from '../documents/listReleases.ts';
import { netTotal } from '../documents/netTotal.ts';
import { previewList } from '../documents/previewList.ts';
import { createRelease, verifyRelease } from '../documents/release.ts';
import { throwIfCancelled } from '../documents/throwIfCancelled.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError } from '../files/replaceFile.ts';
import { readLatestRun } from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readLastChange } from '../storage/project/readLastChange.ts';

const listNames = { plots: '图斑清单', eligible: '可恢复图斑清单' } as const;
const whats = ['plots', 'eligible'] as const;
/** Cards of every plot are asked for by name: thousands of pages are not what a release holds by default. */
const releaseFormats: readonly ListFormat[] = ['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx'];

export function createExportHandlers(
  context: BackendContext,
): Pick<Handlers, 'export.preview' | 'export.write' | 'release.create' | 'release.verify' | 'release.list'> {
  return {
    async 'export.preview'({ what, rows }) {
      return previewList(freeze(context.session.require('预览'), { what }).table, rows ?? 20);
    },

    async 'export.write'(request, { reportProgress, signal }) {
      const project = context.session.require('导出');
      const source = freeze(project, request);
      const { directory, formats, encoding = 'gbk' } = request;
      const name = listNames[request.what];
      const files: WrittenFile[] = [];
      const chips = createChipDrawer(project);
      try {
        await mkdir(directory, { recursive: true });
        for (const [index, format] of formats.entries()) {
          throwIfCancelled(signal);
          reportProgress('导出', index, formats.length);
          const paths = await listProducts[format].write(source, directory, name, {
            ...productOptions(project, encoding, signal, chips.draw),
            onProgress: (done, total) => reportProgress('导出', index + done / total, formats.length),
          });
          for (const path of paths) {
            const { table } = source;
            files.push({
              path,
              sha256: await hashFile(path),
              rows: table.rows.length,
              netMu: netTotal(table),
            });
          }
        }
      } catch (error) {
        throw mapWriteError(error, join(directory, name));
      } finally {
        chips.close();
      }
      return { files };
    },

    async 'release.create'(request, { reportProgress, signal }) {
      const project = context.session.require('出件');
      const run = readLatestRun(project.database);
      if (run === undefined) throw new AppError('RUN_MISSING', {});
      const chips = createChipDrawer(project);
      try {
        const files = await createRelease({
          directory: request.directory,
          // all lists from one moment: nothing can be written between these synchronous reads
          lists: (request.lists ?? whats).map((what) => ({
            name: listNames[what],
            source: freeze(project, { what }),
          })),
          formats: request.formats ?? releaseFormats,
          origin: describeOrigin(project, run),
          options: productOptions(project, request.encoding ?? 'gbk', signal, chips.draw),
          onFile: (done, total) => reportProgress('出件', done, total),
        });
        return { dir: request.directory, files, ok: true };
      } finally {
        chips.close();
      }
    },

    async 'release.verify'(request) {
      const findings = await verifyRelease(request.directory);
      return { ok: findings.length === 0, findings };
    },

    async 'release.list'({ directory }) {
      return { releases: await listReleases(directory) };
    },
  };
}

function freeze(project: OpenProject, selection: PlotSelection): HandUpSource {
  const snapshot = freezePlotList(project, selection);
  return { snapshot, table: buildPlotList(snapshot) };
}

function productOptions(
  project: OpenProject,
  encoding: 'gbk' | 'utf8',
  signal: CancelSignal,
  drawChips: DrawChips,
): Omit<ProductOptions, 'onProgress'> {
  // dated by the data, not by the clock: the same project gives the same bytes on another day
  const changedAtUtc = readLastChange(project.database);
  return { encoding, signal, drawChips, projectName: project.name, changedAtUtc };
}
