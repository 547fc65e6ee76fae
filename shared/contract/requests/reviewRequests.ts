import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { ReviewMethods } from '../methods/reviewMethods.ts';
import { actor, id, nothing, plotId, text } from './requestFields.ts';

const answers = z.record(id, text);
const plotIds = z.array(plotId).min(1).max(100_000);
const strength = z.number().min(0).max(10);
const pictureDisplay = z.strictObject({
  brightness: strength,
  contrast: strength,
  saturation: strength,
  gamma: strength,
  tone: z
    .strictObject({ kind: z.enum(['stretched', 'matched']), curves: z.string().regex(/^[0-9a-f]{1536}$/) })
    .nullable(),
});
const view = z.strictObject({
  earlierImageId: id.nullable(),
  laterImageId: id.nullable(),
  extent: z.strictObject({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() }),
  comparison: id,
  swipe: z.number().min(0).max(1),
  swipeDirection: z.enum(['vertical', 'horizontal']),
  fade: z.number().min(0).max(1),
  front: z.enum(['earlier', 'later']),
  offsetX: z.number(),
  offsetY: z.number(),
  dwellMilliseconds: z.int().min(0),
  display: z
    .strictObject({
      earlier: pictureDisplay,
      later: pictureDisplay,
      secondScale: z.number().min(1).max(16),
    })
    .exactOptional(),
});
const chips = z.strictObject({
  earlierImageId: id.nullable(),
  laterImageId: id.nullable(),
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  front: z.enum(['earlier', 'later']),
  dwells: z.array(z.strictObject({ plotId, milliseconds: z.int().min(0) })).max(100_000),
});
const verdict = {
  verdictCode: id,
  note: text.exactOptional(),
  answers: answers.exactOptional(),
  view: view.exactOptional(),
  by: actor,
};

export const reviewRequests = {
  'review.scheme': nothing,
  'review.schemes': nothing,
  'review.chooseScheme': z.strictObject({ schemeId: id, by: actor }),
  'review.decide': z.strictObject({ plotId, ...verdict }),
  'review.decideMany': z.strictObject({ plotIds, chips: chips.exactOptional(), ...verdict }),
  'review.clear': z.strictObject({ plotId, by: actor }),
  'review.clearMany': z.strictObject({ plotIds, by: actor }),
  'review.undo': z.strictObject({ by: actor }),
  'review.redo': z.strictObject({ by: actor }),
  'review.undoPlot': z.strictObject({ plotId, by: actor }),
  'review.annotate': z.strictObject({
    plotId,
    note: text.exactOptional(),
    answers: answers.exactOptional(),
    by: actor,
  }),
  'review.assign': z.strictObject({ plotIds, assignee: actor.nullable(), by: actor }),
  'review.flag': z.strictObject({ plotId, flagged: z.boolean(), by: actor }),
  'review.evidence': z.strictObject({ plotId, sequence: z.int().positive().exactOptional() }),
  'review.evidenceChips': z.strictObject({ plotId }),
  'review.log': z.strictObject({
    plotId: plotId.exactOptional(),
    limit: z.int().min(1).max(100_000).exactOptional(),
  }),
} satisfies { [M in keyof ReviewMethods]: z.ZodType<RequestOf<M>> };
