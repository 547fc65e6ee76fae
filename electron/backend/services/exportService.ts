import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { WrittenFile } from '../../../shared/contract/records.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { buildPlotList } from '../documents/buildPlotList.ts';
import { describeOrigin, freezePlotList } from '../documents/freezePlotList.ts';
import { type ListFormat, listProducts } from '../documents/listProducts.ts';
import { computeTotals, type ListTable } from '../documents/listTable.ts';
import { createRelease, verifyRelease } from '../documents/release.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError } from '../files/replaceFile.ts';
import { readLatestRun } from '../storage/project/eligibilityRuns.ts';

const listNames = { plots: '图斑清单', eligible: '可恢复图斑清单' } as const;
const releaseFormats: readonly ListFormat[] = ['xlsx', 'csv', 'gpkg', 'geojson', 'shp'];

export function createExportHandlers(
  context: BackendContext,
): Pick<Handlers, 'export.write' | 'release.create' | 'release.verify'> {
  return {
    async 'export.write'(request, { reportProgress }) {
      const project = context.session.require('导出');
      const table = buildPlotList(freezePlotList(project, request));
      const { directory, encoding = 'gbk' } = request;
      const changedAtUtc = context.clock().toISOString();
      const files: WrittenFile[] = [];
      try {
        await mkdir(directory, { recursive: true });
        for (const [index, format] of request.formats.entries()) {
          reportProgress('导出', index, request.formats.length);
          const name = listNames[request.what];
          const paths = await listProducts[format].write(table, directory, name, { encoding, changedAtUtc });
          for (const path of paths) {
            files.push({ path, sha256: await hashFile(path), rows: table.rows.length, netMu: netOf(table) });
          }
        }
      } catch (error) {
        throw mapWriteError(error, join(directory, listNames[request.what]));
      }
      return { files };
    },

    async 'release.create'(request, { reportProgress }) {
      const project = context.session.require('出件');
      const run = readLatestRun(project.database);
      if (run === undefined) throw new AppError('RUN_MISSING', {});
      // both lists from one moment: nothing can be written between these two synchronous reads
      const lists = (['plots', 'eligible'] as const).map((what) => ({
        name: listNames[what],
        table: buildPlotList(freezePlotList(project, { what })),
      }));
      const files = await createRelease({
        directory: request.directory,
        lists,
        formats: releaseFormats,
        encoding: 'gbk',
        origin: describeOrigin(project, run),
        changedAtUtc: context.clock().toISOString(),
        onFile: (done, total) => reportProgress('出件', done, total),
      });
      return { dir: request.directory, files, ok: true };
    },

    async 'release.verify'(request) {
      const findings = await verifyRelease(request.directory);
      return { ok: findings.length === 0, findings };
    },
  };
}

function netOf(table: ListTable): number | null {
  const place = table.columns.findIndex((column) => column.key === 'netMu');
  if (table.rows.some((row) => row[place] === null)) return null;
  return computeTotals(table)[place] ?? null;
}
