import type {
  MarkupRecord,
  PlotPart,
  ProposedBoundary,
} from '../../../../shared/contract/records/markupRecords.ts';
import type { ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { CommandKind } from '../../../../shared/domain/review/commandKinds.ts';
import {
  targetOfBoundary,
  targetOfMarkup,
  targetOfParts,
} from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type CommandTarget, readLastSequence } from './commandLog.ts';
import { markupToJson, readMarkup } from './markup.ts';
import { partsToJson, readPlotParts } from './plotParts.ts';
import { findPlotNumber } from './plots.ts';
import { boundaryToJson } from './proposedBoundaries.ts';
import { changePlots } from './reviewCommands.ts';

/** Draws something on a plot. Throws PLOT_NOT_FOUND. */
export function addMarkup(
  project: CommandTarget,
  plotId: number,
  drawn: Pick<MarkupRecord, 'kind' | 'wkb' | 'text'>,
  by: string,
): ReviewChange {
  // the number of the row that will log it: no other thing will ever have it
  const markupId = readLastSequence(project.database) + 1;
  const value = markupToJson({ ...drawn, by, atUtc: project.clock().toISOString() });
  return change(project, 'review.markup', plotId, targetOfMarkup(plotId, markupId), value, by);
}

/** Changes the shape or the text of a markup; who drew it stays. Throws MARKUP_NOT_FOUND. */
export function changeMarkup(
  project: CommandTarget,
  plotId: number,
  markupId: number,
  changed: Partial<Pick<MarkupRecord, 'wkb' | 'text'>>,
  by: string,
): ReviewChange {
  const old = requireMarkup(project.database, plotId, markupId);
  const value = markupToJson({ ...old, ...changed });
  return change(project, 'review.markup.change', plotId, targetOfMarkup(plotId, markupId), value, by);
}

/** Takes a markup away. Throws MARKUP_NOT_FOUND. */
export function removeMarkup(
  project: CommandTarget,
  plotId: number,
  markupId: number,
  by: string,
): ReviewChange {
  requireMarkup(project.database, plotId, markupId);
  return change(project, 'review.markup.remove', plotId, targetOfMarkup(plotId, markupId), null, by);
}

/** A markup of a plot. Throws MARKUP_NOT_FOUND. */
export function requireMarkup(db: ReadableDatabase, plotId: number, markupId: number): MarkupRecord {
  const markup = readMarkup(db, plotId).find((one) => one.markupId === markupId);
  if (markup === undefined) {
    throw new AppError('MARKUP_NOT_FOUND', { plotNo: findPlotNumber(db, plotId) ?? `#${plotId}` });
  }
  return markup;
}

/** Cuts a plot into these parts. */
export function cutIntoParts(
  project: CommandTarget,
  plotId: number,
  parts: readonly Omit<PlotPart, 'position'>[],
  by: string,
): ReviewChange {
  return change(project, 'review.parts.cut', plotId, targetOfParts(plotId), partsToJson(parts), by);
}

/** Gives one part of a plot a verdict, or (null) takes it away. Throws PART_NOT_FOUND. */
export function decidePart(
  project: CommandTarget,
  plotId: number,
  position: number,
  verdict: Pick<PlotPart, 'verdictCode' | 'note'>,
  by: string,
): ReviewChange {
  const db = project.database;
  const parts = readPlotParts(db, plotId);
  if (!parts.some((part) => part.position === position)) {
    throw new AppError('PART_NOT_FOUND', { plotNo: findPlotNumber(db, plotId) ?? `#${plotId}`, position });
  }
  const decided =
    verdict.verdictCode === null
      ? { verdictCode: null, note: '', decidedBy: null, decidedAtUtc: null }
      : { ...verdict, decidedBy: by, decidedAtUtc: project.clock().toISOString() };
  const value = partsToJson(
    parts.map((part) => (part.position === position ? { ...part, ...decided } : part)),
  );
  return change(project, 'review.parts.decide', plotId, targetOfParts(plotId), value, by);
}

/** Makes a plot whole again; of a whole plot nothing changes. */
export function clearParts(project: CommandTarget, plotId: number, by: string): ReviewChange {
  return change(project, 'review.parts.clear', plotId, targetOfParts(plotId), null, by);
}

/** Proposes a boundary for a plot, in place of one proposed before. */
export function proposeBoundary(
  project: CommandTarget,
  plotId: number,
  proposed: Pick<ProposedBoundary, 'wkb' | 'squareMeters' | 'note'>,
  by: string,
): ReviewChange {
  const value = boundaryToJson({ ...proposed, by, atUtc: project.clock().toISOString() });
  return change(project, 'review.boundary', plotId, targetOfBoundary(plotId), value, by);
}

export function clearBoundary(project: CommandTarget, plotId: number, by: string): ReviewChange {
  return change(project, 'review.boundary.clear', plotId, targetOfBoundary(plotId), null, by);
}

function change(
  project: CommandTarget,
  kind: CommandKind,
  plotId: number,
  target: string,
  value: JsonValue,
  by: string,
): ReviewChange {
  return changePlots(project, kind, [{ plotId, target, value }], by);
}
