import { z } from 'zod';
import { layerRoles } from '../../domain/eligibility/ruleSet.ts';
import type { RequestOf } from '../backendApi.ts';
import type { ImportMethods } from '../methods/importMethods.ts';
import { actor, id, nothing, path, text, tileAddress } from './requestFields.ts';

export const importRequests = {
  'import.inspect': z.strictObject({ files: z.array(path).min(1).max(1_000) }),
  'import.vector': z.strictObject({
    file: path,
    role: z.enum(layerRoles),
    layer: text.exactOptional(),
    name: text.exactOptional(),
    rule: id.exactOptional(),
    where: text.exactOptional(),
    crs: id.exactOptional(),
    encoding: id.exactOptional(),
    fieldMap: z.record(id, id).exactOptional(),
    by: actor,
  }),
  'import.problems': nothing,
  'layer.remove': z.strictObject({ layerId: id, by: actor }),
  'layer.tile': z.strictObject({ layerId: id, ...tileAddress }),
} satisfies { [M in keyof ImportMethods]: z.ZodType<RequestOf<M>> };
