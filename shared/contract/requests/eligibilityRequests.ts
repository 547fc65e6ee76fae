import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { EligibilityMethods } from '../methods/eligibilityMethods.ts';
import { actor, id, nothing, plotId } from './requestFields.ts';
import { adjustmentFields, adoptedAdjustment } from './scenarioRequests.ts';

export const eligibilityRequests = {
  'rules.list': nothing,
  'rules.show': z.strictObject({ rulesId: id }),
  'rules.bindings': z.strictObject({ rulesId: id }),
  'rules.check': z.strictObject({ text: z.string().max(4_000_000) }),
  'eligibility.run': z.strictObject({
    rulesId: id.exactOptional(),
    workers: z.int().min(1).max(64).exactOptional(),
    only: z.array(id).max(1_000_000).exactOptional(),
    changedOnly: z.boolean().exactOptional(),
    adjustment: adoptedAdjustment.nullable().exactOptional(),
    by: actor,
  }),
  'eligibility.flowout': z.strictObject({
    before: id,
    after: id,
    construction: id.exactOptional(),
    balance: id.exactOptional(),
    farmland: id.exactOptional(),
    year: z.int().min(1990).max(2100),
  }),
  'eligibility.summary': nothing,
  'eligibility.bill': z.strictObject({ plotId }),
  'eligibility.whatif': z.strictObject(adjustmentFields),
} satisfies { [M in keyof EligibilityMethods]: z.ZodType<RequestOf<M>> };
