import type { MarkupRecord, PlotPart } from '../../../../shared/contract/records/markupRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { type LedgerCase, ledgerCaseFromJson } from '../../../../shared/domain/review/ledgerCase.ts';
import type { ReviewReplay } from '../../../../shared/domain/review/replayReviewLog.ts';
import { parseReviewTarget } from '../../../../shared/domain/review/reviewTarget.ts';
import { ledgerCaseThing } from '../../storage/project/ledgerCases.ts';
import { markupFromJson, markupThing } from '../../storage/project/markup.ts';
import { partsFromJson, partsThing } from '../../storage/project/plotParts.ts';
import type { ReadableDatabase } from '../../storage/sqlite/Connection.ts';

/** What hangs on plots and is handed up with them, by plot. */
export interface PlotThings {
  readonly cases: ReadonlyMap<number, LedgerCase>;
  readonly parts: ReadonlyMap<number, readonly Omit<PlotPart, 'position'>[]>;
  readonly markup: ReadonlyMap<number, readonly Omit<MarkupRecord, 'plotId'>[]>;
}

/** Things as they are now, or as a replay of the log left them; markup in the order it was drawn. */
export function readPlotThings(db: ReadableDatabase, replay: ReviewReplay | undefined): PlotThings {
  const cases = new Map<number, LedgerCase>();
  const parts = new Map<number, Omit<PlotPart, 'position'>[]>();
  const markup = new Map<number, Omit<MarkupRecord, 'plotId'>[]>();
  for (const { target, value } of replay === undefined ? listStored(db) : listReplayed(replay)) {
    const { subject, plotId, itemId } = parseReviewTarget(target) ?? {};
    if (plotId === undefined) continue;
    if (subject === 'case') {
      const ledgerCase = ledgerCaseFromJson(value);
      if (ledgerCase !== null) cases.set(plotId, ledgerCase);
    } else if (subject === 'parts') parts.set(plotId, partsFromJson(value));
    else if (subject === 'markup') {
      const drawn = markup.get(plotId) ?? [];
      drawn.push({ markupId: itemId as number, ...markupFromJson(value) });
      markup.set(plotId, drawn);
    }
  }
  for (const drawn of markup.values()) drawn.sort((a, b) => a.markupId - b.markupId);
  return { cases, parts, markup };
}

function* listStored(db: ReadableDatabase) {
  for (const thing of [ledgerCaseThing, partsThing, markupThing]) yield* thing.list(db);
}

function* listReplayed({ things }: ReviewReplay) {
  for (const [target, text] of things) yield { target, value: JSON.parse(text) as JsonValue };
}
