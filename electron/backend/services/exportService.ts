import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import type { BackendContext } from '../backendContext.ts';
import { runFlowout } from '../compute/runFlowout.ts';
import { contentOfSheet } from '../documents/contentOfSheet.ts';
import { describeContents } from '../documents/describeContents.ts';
import { listNames } from '../documents/listNames.ts';
import { listProducts } from '../documents/listProducts.ts';
import { freezeSource, takesLayers, withHandUpOptions } from '../documents/openHandUp.ts';
import { previewProduct } from '../documents/previewProduct.ts';
import { throwIfCancelled } from '../documents/throwIfCancelled.ts';
import { buildFlowoutSheet } from '../documents/workbook/flowoutSheet.ts';
import { writeWorkbook } from '../documents/workbook/writeWorkbook.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError } from '../files/replaceFile.ts';
import { readHandUpSettings } from '../storage/project/handUpSettings.ts';
import { listLayers } from '../storage/project/layers.ts';

type ExportMethods = 'export.preview' | 'export.write' | 'export.flowout';

export function createExportHandlers(context: BackendContext): Pick<Handlers, ExportMethods> {
  return {
    async 'export.preview'({ what, format, encoding }, { signal }) {
      const project = context.session.require('预览');
      const withPersonalData = readHandUpSettings(project.database).personalData;
      const source = freezeSource(project, { what, withLayers: takesLayers(format), withPersonalData });
      return withHandUpOptions(project, { encoding, signal }, (options) =>
        previewProduct(source, format, { ...options, onProgress: () => {} }, listNames[what]),
      );
    },

    async 'export.write'(request, { reportProgress, signal }) {
      const project = context.session.require('导出');
      const withLayers = request.formats.some(takesLayers);
      const withPersonalData = readHandUpSettings(project.database).personalData;
      const source = freezeSource(project, { ...request, withLayers, withPersonalData });
      const { directory, formats, encoding } = request;
      const name = listNames[request.what];
      const files: WrittenFile[] = [];
      try {
        await mkdir(directory, { recursive: true });
        await withHandUpOptions(project, { encoding, signal }, async (options) => {
          for (const [index, format] of formats.entries()) {
            throwIfCancelled(signal);
            reportProgress('导出', index, formats.length);
            const onProgress = (done: number, total: number) =>
              reportProgress('导出', index + done / total, formats.length);
            const paths = await listProducts[format].write(source, directory, name, {
              ...options,
              onProgress,
            });
            for (const path of paths) {
              const contents = listProducts[format].count(source, path, options);
              files.push({ path, sha256: await hashFile(path), ...describeContents(contents) });
            }
          }
        });
      } catch (error) {
        throw mapWriteError(error, join(directory, name));
      }
      return { files };
    },

    async 'export.flowout'({ directory, ...request }, { reportProgress, signal }) {
      const project = context.session.require('导出');
      const report = await runFlowout(project, request, { reportProgress, signal });
      const path = join(directory, `${request.year}年度变更情况明细.xlsx`);
      try {
        await mkdir(directory, { recursive: true });
        const names = new Map(listLayers(project.database).map(({ id, name }) => [id, name]));
        const sheets = buildFlowoutSheet(project.name, report, names);
        await writeWorkbook(sheets, path);
        const contents = sheets.map(contentOfSheet);
        return { files: [{ path, sha256: await hashFile(path), ...describeContents(contents) }] };
      } catch (error) {
        throw mapWriteError(error, path);
      }
    },
  };
}
