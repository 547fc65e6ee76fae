import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { AddedPlotMethods } from '../methods/addedPlotMethods.ts';
import { overlapChoices } from '../records/addedPlotRecords.ts';
import { actor, bounds, plotId, text } from './requestFields.ts';

const wkb = z.instanceof(Uint8Array);

export const addedPlotRequests = {
  'plot.previewAddition': z.strictObject({ wkb }),
  'plot.add': z.strictObject({
    wkb,
    townName: text,
    villageName: text.exactOptional(),
    landClassCode: text.exactOptional(),
    remark: text.exactOptional(),
    overlaps: z.enum(overlapChoices),
    by: actor,
  }),
  'plot.changeAdded': z.strictObject({
    plotId,
    townName: text.exactOptional(),
    villageName: text.exactOptional(),
    landClassCode: text.exactOptional(),
    remark: text.exactOptional(),
    by: actor,
  }),
  'plot.removeAdded': z.strictObject({ plotId, by: actor }),
  'plot.outlines': z.strictObject({ bounds }),
} satisfies { [M in keyof AddedPlotMethods]: z.ZodType<RequestOf<M>> };
