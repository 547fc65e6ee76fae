import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { ScenarioMethods } from '../methods/scenarioMethods.ts';
import { actor, bounds, id, nothing, path } from './requestFields.ts';

const squareMeters = z.number().min(0).max(1_000_000);

/** The fields of an adjustment (口径沙盘), each optional. */
export const adjustmentFields = {
  order: z.array(id).max(100).exactOptional(),
  without: z.array(id).max(100).exactOptional(),
  minimumNetSquareMeters: squareMeters.exactOptional(),
  sliverSquareMeters: squareMeters.exactOptional(),
  sliverWidthMeters: z.number().min(0).max(1_000).exactOptional(),
  edgeToleranceSquareMeters: squareMeters.exactOptional(),
  edgeToleranceShare: z.number().min(0).max(1).exactOptional(),
};

const name = z.string().trim().min(1).max(60);

/** An adjustment with the name it was kept under. */
export const adoptedAdjustment = z.strictObject({ ...adjustmentFields, scenarioName: name.nullable() });

const ruleText = z.string().max(4_000_000);

export const scenarioRequests = {
  'scenario.list': nothing,
  'scenario.save': z.strictObject({ name, adjustment: z.strictObject(adjustmentFields), by: actor }),
  'scenario.rename': z.strictObject({ name, newName: name, by: actor }),
  'scenario.remove': z.strictObject({ name, by: actor }),
  'eligibility.runs': nothing,
  'eligibility.compare': z.strictObject({
    earlier: id.exactOptional(),
    later: id.exactOptional(),
    offset: z.int().min(0).exactOptional(),
    limit: z.int().min(0).max(100_000).exactOptional(),
  }),
  'eligibility.towns': nothing,
  'eligibility.failures': nothing,
  'eligibility.piecesIn': z.strictObject({ bounds, limit: z.int().min(1).max(20_000) }),
  'rules.save': z.strictObject({ text: ruleText, by: actor }),
  'rules.import': z.strictObject({ file: path, by: actor }),
  'rules.export': z.strictObject({ rulesId: id, file: path }),
  'rules.remove': z.strictObject({ rulesId: id, by: actor }),
  'rules.diff': z.strictObject({ from: id, to: id }),
  'eligibility.occupation': z.strictObject({ layerId: id }),
  'eligibility.recheck': nothing,
} satisfies { [M in keyof ScenarioMethods]: z.ZodType<RequestOf<M>> };
