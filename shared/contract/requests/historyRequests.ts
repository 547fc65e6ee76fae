import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { HistoryMethods } from '../methods/historyMethods.ts';
import { actor, id, nothing, path, plotId, text } from './requestFields.ts';

const sequence = z.int().positive();
const atUtc = z.iso.datetime();
const page = { offset: z.int().min(0), limit: z.int().min(1).max(100_000) };
const filter = z.strictObject({
  text: text.exactOptional(),
  by: actor.exactOptional(),
  plotId: plotId.exactOptional(),
  kind: id.exactOptional(),
  fromUtc: atUtc.exactOptional(),
  toUtc: atUtc.exactOptional(),
});

export const historyRequests = {
  'history.enter': z.union([z.strictObject({ atUtc }), z.strictObject({ sequence })]),
  'history.leave': nothing,
  'history.moment': nothing,
  'history.differences': z.strictObject(page),
  'history.exportDifferences': z.strictObject({ directory: path, format: z.enum(['xlsx', 'csv']) }),
  'history.log': z.strictObject({ filter: filter.exactOptional(), ...page }),
  'history.facets': nothing,
  'history.verify': nothing,
} satisfies { [M in keyof HistoryMethods]: z.ZodType<RequestOf<M>> };
