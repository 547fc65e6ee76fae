import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { PhotoMethods } from '../methods/photoMethods.ts';
import { actor, path, plotId } from './requestFields.ts';

const photoId = z.int().positive();

export const photoRequests = {
  'photo.add': z.strictObject({
    files: z.array(path).min(1).max(10_000),
    plotId: plotId.exactOptional(),
    by: actor,
  }),
  'photo.list': z.strictObject({ plotId: plotId.exactOptional(), undecided: z.boolean().exactOptional() }),
  'photo.image': z.strictObject({ photoId, size: z.enum(['thumbnail', 'full']) }),
  'photo.candidates': z.strictObject({ photoId }),
  'photo.attach': z.strictObject({ photoId, plotId: plotId.nullable(), by: actor }),
} satisfies { [M in keyof PhotoMethods]: z.ZodType<RequestOf<M>> };
