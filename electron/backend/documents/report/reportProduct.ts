import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { ListProduct } from '../listProduct.ts';
import { buildReport } from './buildReport.ts';
import { expectReport, readReportParts } from './reportParts.ts';
import { writeReport } from './writeReport.ts';

/** The county's report as .docx. */
export const reportProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_报告.docx`);
    await writeReport(buildReport(source, options), path, { title: source.table.title, ...options });
    return [path];
  },
  expect: (source, _path, options) => expectReport(buildReport(source, options)),
  // its annex lists every plot
  count: ({ table }) => [contentOfSheet(table)],
  read: readReportParts,
};
