import { z } from 'zod';
import { eligibilityVerdicts } from '../../domain/eligibility/verdict.ts';
import { plotSorts } from '../../domain/review/plotSort.ts';
import { reviewStatuses } from '../../domain/review/reviewStatus.ts';

/** Fields that requests of several groups have. */

export const text = z.string().max(4_000);
export const path = z.string().min(1).max(4_000);
export const actor = z.string().min(1).max(100);
export const id = z.string().min(1).max(200);
export const bounds = z
  .strictObject({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() })
  .refine(({ minX, minY, maxX, maxY }) => minX <= maxX && minY <= maxY, '范围的最小值大于最大值');
export const plotId = z.int().positive();
export const plotFilter = z.strictObject({
  status: z.enum(reviewStatuses).exactOptional(),
  townName: text.exactOptional(),
  villageName: text.exactOptional(),
  landClassCode: text.exactOptional(),
  plotType: text.exactOptional(),
  minSquareMeters: z.number().min(0).exactOptional(),
  maxSquareMeters: z.number().min(0).exactOptional(),
  eligibility: z.enum(eligibilityVerdicts).exactOptional(),
  rule: id.exactOptional(),
  reviewer: text.exactOptional(),
  assignee: text.exactOptional(),
  flagged: z.boolean().exactOptional(),
  text: text.exactOptional(),
  sort: z.enum(plotSorts).exactOptional(),
  descending: z.boolean().exactOptional(),
});
export const tileAddress = { z: z.int().min(0).max(30), x: z.int().min(0), y: z.int().min(0) };

export const nothing = z.strictObject({});
