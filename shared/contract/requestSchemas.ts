import { z } from 'zod';
import { layerRoles } from '../domain/eligibility/ruleSet.ts';
import { eligibilityVerdicts } from '../domain/eligibility/verdict.ts';
import { plotSorts } from '../domain/review/plotSort.ts';
import { reviewStatuses } from '../domain/review/reviewStatus.ts';
import type { MethodName, RequestOf } from './backendApi.ts';

const text = z.string().max(4_000);
const path = z.string().min(1).max(4_000);
const actor = z.string().min(1).max(100);
const id = z.string().min(1).max(200);
const plotId = z.int().positive();
const exportFormat = z.enum(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx', 'pdf']);
const tileAddress = { z: z.int().min(0).max(30), x: z.int().min(0), y: z.int().min(0) };
const nothing = z.strictObject({});
const plotFilter = z.strictObject({
  status: z.enum(reviewStatuses).exactOptional(),
  townName: text.exactOptional(),
  villageName: text.exactOptional(),
  landClassCode: text.exactOptional(),
  minSquareMeters: z.number().min(0).exactOptional(),
  maxSquareMeters: z.number().min(0).exactOptional(),
  eligibility: z.enum(eligibilityVerdicts).exactOptional(),
  rule: id.exactOptional(),
  reviewer: text.exactOptional(),
  flagged: z.boolean().exactOptional(),
  text: text.exactOptional(),
  sort: z.enum(plotSorts).exactOptional(),
  descending: z.boolean().exactOptional(),
});
const answers = z.record(id, text);
const plotIds = z.array(plotId).min(1).max(100_000);
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
});
const verdict = {
  verdictCode: id,
  note: text.exactOptional(),
  answers: answers.exactOptional(),
  view: view.exactOptional(),
  by: actor,
};

/** The runtime check of every request: unknown keys and wrong types never reach a handler. */
export const requestSchemas = {
  'app.info': nothing,
  'job.cancel': z.strictObject({ jobId: id }),

  'sample.create': z.strictObject({
    directory: path,
    plots: z.int().min(1).max(1_000_000).exactOptional(),
    seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    messy: z.boolean().exactOptional(),
    imagery: z.boolean().exactOptional(),
  }),
  'sample.build': z.strictObject({
    directory: path,
    plots: z.int().min(1).max(1_000_000).exactOptional(),
    seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    messy: z.boolean().exactOptional(),
  }),
  'sample.open': nothing,

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
  'import.imagery': z.strictObject({
    files: z.array(path).min(1).max(10_000),
    epoch: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
    name: text.exactOptional(),
    bands: z.array(z.int().min(1).max(1_000)).min(1).max(4).exactOptional(),
    crs: id.exactOptional(),
    lossless: z.boolean().exactOptional(),
    by: actor,
  }),
  'import.dem': z.strictObject({
    file: path,
    name: text.exactOptional(),
    thresholdDegrees: z.number().min(0.1).max(89).exactOptional(),
    by: actor,
  }),
  'layer.remove': z.strictObject({ layerId: id, by: actor }),

  'layer.tile': z.strictObject({ layerId: id, ...tileAddress }),
  'imagery.tile': z.strictObject({ imageId: id, ...tileAddress }),
  'plot.chip': z.strictObject({
    plotId,
    imageId: id,
    width: z.int().min(32).max(2_048),
    height: z.int().min(32).max(2_048),
    format: z.enum(['png', 'webp']).exactOptional(),
  }),
  'plot.pieces': z.strictObject({ plotId }),
  'plot.geometry': z.strictObject({ plotId }),
  'plot.slope': z.strictObject({ plotId }),

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
  'plot.facets': nothing,

  'rules.list': nothing,
  'rules.show': z.strictObject({ rulesId: id }),
  'rules.bindings': z.strictObject({ rulesId: id }),
  'rules.check': z.strictObject({ text: z.string().max(4_000_000) }),

  'eligibility.run': z.strictObject({
    rulesId: id.exactOptional(),
    workers: z.int().min(1).max(64).exactOptional(),
    only: z.array(id).max(1_000_000).exactOptional(),
    changedOnly: z.boolean().exactOptional(),
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
  'eligibility.whatif': z.strictObject({
    order: z.array(id).max(100).exactOptional(),
    without: z.array(id).max(100).exactOptional(),
    minimumNetSquareMeters: z.number().min(0).exactOptional(),
  }),

  'review.scheme': nothing,
  'review.schemes': nothing,
  'review.chooseScheme': z.strictObject({ schemeId: id, by: actor }),
  'review.decide': z.strictObject({ plotId, ...verdict }),
  'review.decideMany': z.strictObject({ plotIds, ...verdict }),
  'review.clear': z.strictObject({ plotId, by: actor }),
  'review.clearMany': z.strictObject({ plotIds, by: actor }),
  'review.undo': z.strictObject({ by: actor }),
  'review.redo': z.strictObject({ by: actor }),
  'review.undoPlot': z.strictObject({ plotId, by: actor }),
  'review.flag': z.strictObject({ plotId, flagged: z.boolean(), by: actor }),
  'review.evidence': z.strictObject({ plotId }),
  'review.log': z.strictObject({
    plotId: plotId.exactOptional(),
    limit: z.int().min(1).max(100_000).exactOptional(),
  }),

  'export.write': z.strictObject({
    what: z.enum(['plots', 'eligible']),
    formats: z.array(exportFormat).min(1),
    directory: path,
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
    plotNos: z.array(id).exactOptional(),
  }),
  'export.preview': z.strictObject({
    what: z.enum(['plots', 'eligible']),
    rows: z.int().min(1).max(1_000).exactOptional(),
  }),
  'release.create': z.strictObject({
    directory: path,
    lists: z
      .array(z.enum(['plots', 'eligible']))
      .min(1)
      .exactOptional(),
    formats: z.array(exportFormat).min(1).exactOptional(),
    encoding: z.enum(['gbk', 'utf8']).exactOptional(),
  }),
  'release.list': z.strictObject({ directory: path }),
  'release.verify': z.strictObject({ directory: path }),

  'area.measure': z.strictObject({
    file: path,
    layer: text.exactOptional(),
    crs: id.exactOptional(),
    edgeSplitMeters: z.number().min(1).max(100_000).nullable().exactOptional(),
  }),
} satisfies { [M in MethodName]: z.ZodType<RequestOf<M>> };
