import { z } from 'zod';
import { adjudications, sampleFactors } from '../../domain/review/secondLookState.ts';
import type { RequestOf } from '../backendApi.ts';
import type { QualityMethods } from '../methods/qualityMethods.ts';
import { coverageKinds } from '../records/qualityRecords.ts';
import { actor, id, nothing, plotId, text } from './requestFields.ts';

const sampleId = z.int().positive();
const page = { offset: z.int().min(0), limit: z.int().min(1).max(10_000) };
const settings = {
  factors: z.array(z.enum(sampleFactors)),
  perStratum: z.int().min(1).max(10_000),
  share: z.number().min(0).max(1),
  thresholdSquareMeters: z.number().min(0),
  thresholdShare: z.number().min(0).max(1),
  shortDwellMilliseconds: z.int().min(0),
};

export const qualityRequests = {
  'quality.preview': z.strictObject(settings),
  'quality.draw': z.strictObject({
    ...settings,
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
    by: actor,
  }),
  'quality.samples': nothing,
  'quality.looks': z.strictObject({ sampleId }),
  'quality.settle': z.strictObject({
    plotId,
    choice: z.enum(adjudications),
    verdictCode: id.exactOptional(),
    answers: z.record(id, text).exactOptional(),
    reason: text.exactOptional(),
    by: actor,
  }),
  'quality.report': z.strictObject({ sampleId }),
  'quality.check': z.strictObject({ sampleId }),
  'quality.setStatus': z.strictObject({
    plotIds: z.array(plotId).min(1).max(100_000),
    status: z.enum(['locked', 'returned', 'judged']),
    reason: text.exactOptional(),
    by: actor,
  }),
  'coverage.record': z.strictObject({
    looks: z
      .array(z.strictObject({ plotId, imageId: id, milliseconds: z.int().min(0) }))
      .min(1)
      .max(10_000),
    by: actor,
  }),
  'coverage.towns': nothing,
  'coverage.plots': z.strictObject({
    kind: z.enum(coverageKinds).exactOptional(),
    townName: text.exactOptional(),
    ...page,
  }),
  'sweep.grid': nothing,
  'sweep.begin': z.strictObject({ cellMeters: z.number().min(20).max(100_000), by: actor }),
  'sweep.mark': z.strictObject({
    cell: z.int().min(0),
    mark: z.enum(['clear', 'found']).nullable(),
    note: text.exactOptional(),
    by: actor,
  }),
} satisfies { [M in keyof QualityMethods]: z.ZodType<RequestOf<M>> };
