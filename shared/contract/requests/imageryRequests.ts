import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { ImageryMethods } from '../methods/imageryMethods.ts';
import { actor, bounds, id, nothing, path, plotId, text, tileAddress } from './requestFields.ts';

const imagePair = { plotId, earlierImageId: id, laterImageId: id };
/** Farther apart two images of one place are not. */
const offsetMeters = z.number().min(-1_000).max(1_000);

export const imageryRequests = {
  'import.imagery': z.strictObject({
    files: z.array(path).min(1).max(10_000),
    epoch: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
    name: text.exactOptional(),
    sensor: text.exactOptional(),
    bands: z.array(z.int().min(1).max(1_000)).min(1).max(4).exactOptional(),
    crs: id.exactOptional(),
    lossless: z.boolean().exactOptional(),
    by: actor,
  }),
  'import.unfinished': nothing,
  'import.pause': nothing,
  'import.resume': z.strictObject({ importId: id, by: actor }),
  'import.discard': z.strictObject({ importId: id }),
  'import.dem': z.strictObject({
    file: path,
    name: text.exactOptional(),
    thresholdDegrees: z.number().min(0.1).max(89).exactOptional(),
    by: actor,
  }),
  'imagery.shadings': nothing,
  'imagery.tile': z.strictObject({ imageId: id, ...tileAddress }),
  'imagery.statistics': z.strictObject({ imageId: id, bounds: bounds.exactOptional() }),
  'plot.chip': z.strictObject({
    plotId,
    imageId: id,
    width: z.int().min(32).max(2_048),
    height: z.int().min(32).max(2_048),
    format: z.enum(['png', 'jpeg']).exactOptional(),
  }),
  'plot.slope': z.strictObject({ plotId }),
  'plot.alignment': z.strictObject(imagePair),
  'imagery.offsets': nothing,
  'imagery.setOffset': z.strictObject({
    ...imagePair,
    offset: z.strictObject({ eastMeters: offsetMeters, northMeters: offsetMeters }).nullable(),
    by: actor,
  }),
} satisfies { [M in keyof ImageryMethods]: z.ZodType<RequestOf<M>> };
