import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { AppMethods } from '../methods/appMethods.ts';
import { id, nothing, path, text } from './requestFields.ts';

export const appRequests = {
  'app.info': nothing,
  'job.cancel': z.strictObject({ jobId: id }),
  'sample.create': z.strictObject({
    directory: path,
    plots: z.int().min(1).max(1_000_000).exactOptional(),
    seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    messy: z.boolean().exactOptional(),
    imagery: z.boolean().exactOptional(),
  }),
  'sample.build': z.strictObject({
    directory: path,
    plots: z.int().min(1).max(1_000_000).exactOptional(),
    seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    messy: z.boolean().exactOptional(),
  }),
  'sample.open': nothing,
  'area.measure': z.strictObject({
    file: path,
    layer: text.exactOptional(),
    crs: id.exactOptional(),
    edgeSplitMeters: z.number().min(1).max(100_000).nullable().exactOptional(),
  }),
} satisfies { [M in keyof AppMethods]: z.ZodType<RequestOf<M>> };
