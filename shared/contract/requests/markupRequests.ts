import { z } from 'zod';
import { markupKinds } from '../../domain/review/markupKind.ts';
import type { RequestOf } from '../backendApi.ts';
import type { MarkupMethods } from '../methods/markupMethods.ts';
import { actor, id, plotId, text } from './requestFields.ts';

const wkb = z.instanceof(Uint8Array);
const coordinates = z.array(z.number()).min(4).max(20_000);
const markupId = z.int().positive();

export const markupRequests = {
  'markup.list': z.strictObject({ plotId }),
  'markup.add': z.strictObject({
    plotId,
    kind: z.enum(markupKinds),
    wkb,
    text: text.exactOptional(),
    by: actor,
  }),
  'markup.change': z.strictObject({
    plotId,
    markupId,
    wkb: wkb.exactOptional(),
    text: text.exactOptional(),
    by: actor,
  }),
  'markup.remove': z.strictObject({ plotId, markupId, by: actor }),
  'parts.cut': z.strictObject({ plotId, line: wkb, by: actor }),
  'parts.decide': z.strictObject({
    plotId,
    position: z.int().positive(),
    verdictCode: id.nullable(),
    note: text.exactOptional(),
    by: actor,
  }),
  'parts.clear': z.strictObject({ plotId, by: actor }),
  'boundary.propose': z.strictObject({ plotId, wkb, note: text.exactOptional(), by: actor }),
  'boundary.clear': z.strictObject({ plotId, by: actor }),
  'plot.neighbours': z.strictObject({ plotId, meters: z.number().min(0).max(10_000) }),
  'measure.line': z.strictObject({ coordinates }),
  'measure.area': z.strictObject({ coordinates }),
} satisfies { [M in keyof MarkupMethods]: z.ZodType<RequestOf<M>> };
