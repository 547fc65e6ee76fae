import { z } from 'zod';
import type { RequestOf } from '../backendApi.ts';
import type { PlotMethods } from '../methods/plotMethods.ts';
import { actor, id, nothing, plotFilter, plotId, text } from './requestFields.ts';

export const plotRequests = {
  'plot.pieces': z.strictObject({ plotId }),
  'plot.geometry': z.strictObject({ plotId }),
  'plot.query': z.strictObject({
    filter: plotFilter.exactOptional(),
    offset: z.int().min(0),
    limit: z.int().min(0).max(10_000),
  }),
  'plot.position': z.strictObject({ plotId, filter: plotFilter.exactOptional() }),
  'plot.get': z.strictObject({ plotId }),
  'plot.find': z.strictObject({ plotNo: id }),
  'plot.statusCounts': nothing,
  'plot.towns': nothing,
  'similar.find': z.strictObject({ plotId }),
  'plot.sum': z.strictObject({ plotIds: z.array(plotId).max(1_000_000) }),
  'filter.list': nothing,
  'filter.save': z.strictObject({ name: text.trim().min(1).max(60), filter: plotFilter, by: actor }),
  'filter.remove': z.strictObject({ name: text, by: actor }),
  'plot.facets': nothing,
} satisfies { [M in keyof PlotMethods]: z.ZodType<RequestOf<M>> };
