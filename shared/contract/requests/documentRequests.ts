import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { DocumentMethods } from '../methods/documentMethods.ts';
import { id, path } from './requestFields.ts';

const exportFormat = z.enum(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx', 'pdf']);

export const documentRequests = {
  'export.write': z.strictObject({
    what: z.enum(['plots', 'eligible']),
    formats: z.array(exportFormat).min(1),
    directory: path,
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
    plotNos: z.array(id).exactOptional(),
  }),
  'export.preview': z.strictObject({
    what: z.enum(['plots', 'eligible']),
    rows: z.int().min(1).max(1_000).exactOptional(),
  }),
  'release.create': z.strictObject({
    directory: path,
    lists: z
      .array(z.enum(['plots', 'eligible']))
      .min(1)
      .exactOptional(),
    formats: z.array(exportFormat).min(1).exactOptional(),
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
  }),
  'release.list': z.strictObject({ directory: path }),
  'release.verify': z.strictObject({ directory: path }),
} satisfies { [M in keyof DocumentMethods]: z.ZodType<RequestOf<M>> };
