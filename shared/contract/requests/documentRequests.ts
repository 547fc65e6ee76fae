import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { DocumentMethods } from '../methods/documentMethods.ts';
import { exportFormats } from '../records/documentRecords.ts';
import { wallMapPapers } from '../records/handUpSettings.ts';
import { actor, id, nothing, path, plotId, text } from './requestFields.ts';

const exportFormat = z.enum(exportFormats);
const what = z.enum(['plots', 'eligible']);
const columnSet = z.strictObject({ name: id, keys: z.array(id).min(1) });
const coordinateText = z.strictObject({
  decimals: z.literal([2, 3, 4]),
  pointPrefix: z.boolean(),
  closingPoint: z.boolean(),
  zonePrefix: z.boolean(),
  perPlot: z.boolean(),
  forms: z.array(z.literal([8, 12])).min(1),
});

export const documentRequests = {
  'export.write': z.strictObject({
    what,
    formats: z.array(exportFormat).min(1),
    directory: path,
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
    plotNos: z.array(id).exactOptional(),
    plotIds: z.array(plotId).min(1).max(100_000).exactOptional(),
  }),
  'export.preview': z.strictObject({
    what,
    format: exportFormat,
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
  }),
  'release.create': z.strictObject({
    directory: path,
    lists: z
      .array(z.enum(['plots', 'eligible']))
      .min(1)
      .exactOptional(),
    formats: z.array(exportFormat).min(1).exactOptional(),
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
    replace: z.boolean().exactOptional(),
  }),
  'export.flowout': z.strictObject({
    before: id,
    after: id,
    construction: id.exactOptional(),
    balance: id.exactOptional(),
    farmland: id.exactOptional(),
    year: z.int().min(1990).max(2100),
    directory: path,
  }),
  'handUp.settings': nothing,
  'handUp.saveSettings': z.strictObject({
    bureauName: text.exactOptional(),
    columnSets: z.array(columnSet).exactOptional(),
    columnSet: id.nullable().exactOptional(),
    wallMapPaper: z.enum(wallMapPapers).exactOptional(),
    personalData: z.boolean().exactOptional(),
    coordinateText: coordinateText.exactOptional(),
    by: actor,
  }),
  'handUp.setTemplate': z.strictObject({ path: path.nullable(), by: actor }),
  'release.rerun': z.strictObject({ directory: path, formats: z.array(exportFormat).min(1) }),
  'release.rebuild': z.strictObject({ release: path, directory: path }),
  'release.list': z.strictObject({ directory: path }),
  'release.verify': z.strictObject({ directory: path }),
} satisfies { [M in keyof DocumentMethods]: z.ZodType<RequestOf<M>> };
