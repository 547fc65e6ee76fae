import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { ProjectMethods } from '../methods/projectMethods.ts';
import { actor, id, nothing, path, text } from './requestFields.ts';

export const projectRequests = {
  'project.create': z.strictObject({ directory: path, name: text.min(1), crs: id }),
  'project.open': z.strictObject({ directory: path }),
  'project.close': nothing,
  'project.info': nothing,
  'project.settings': z.strictObject({
    edgeSplitMeters: z.number().min(1).max(100_000).nullable().exactOptional(),
    by: actor,
  }),
  'project.check': nothing,
  'project.backup': z.strictObject({ file: path.exactOptional() }),
} satisfies { [M in keyof ProjectMethods]: z.ZodType<RequestOf<M>> };
