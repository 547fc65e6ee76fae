import { type BoundRules, resolveColumn } from './bindRules.ts';
import { type ColumnCondition, matchesConditions } from './matchesConditions.ts';
import type { AttributeValue, NoteEffect, NoteOutcome, RuleSet } from './ruleSet.ts';
import type { EligibilityReason } from './verdict.ts';

/** How much of a plot lies in the features of a remark's layer; `rule` is its place among the bound rules. */
export interface RuleOverlap {
  readonly rule: number;
  readonly areaSquareMeters: number;
}

/** What is to be said of a plot beside its bill. */
export interface PlotNotes {
  /** Bits of blocking rules (W06): they hit the whole plot. */
  readonly blockMask: number;
  readonly reasons: readonly EligibilityReason[];
  /** True where one of the reasons is a warning and the rule set wants warnings settled first. */
  readonly hasOpenWarning: boolean;
}

type PlotRecord = Readonly<Record<string, AttributeValue>>;

export type NoteCollector = (record: PlotRecord, overlaps: readonly RuleOverlap[]) => PlotNotes;

/**
 * Collects the remarks on one plot after another: first those on its record, in the order of the rule set, then
 * those on what it overlaps. A record has the standard plot fields by our names and those of its source by their own.
 */
export function createNoteCollector(ruleSet: RuleSet, bound: BoundRules): NoteCollector {
  // the plots of one layer have the same fields, which are found once
  const outcomesByFields = new Map<string, ResolvedNote[]>();
  const resolve = (record: PlotRecord): ResolvedNote[] => {
    const fields = Object.keys(record);
    const key = fields.join('\n');
    const known = outcomesByFields.get(key);
    if (known !== undefined) return known;
    const notes = ruleSet.recordNotes.map(({ code, effect, outcomes }) => ({
      code,
      effect,
      outcomes: outcomes.flatMap((outcome) => resolveOutcome(outcome, fields)),
    }));
    outcomesByFields.set(key, notes);
    return notes;
  };
  const isStrict = ruleSet.openWarnings === 'undetermined';

  return (record, overlaps) => {
    const reasons: EligibilityReason[] = [];
    let blockMask = 0;
    let warned = false;
    for (const { code, effect, outcomes } of resolve(record)) {
      const outcome = outcomes.find((candidate) => holds(candidate, record));
      if (outcome === undefined) continue;
      reasons.push({ resultCode: outcome.resultCode, ruleCode: code, areaSquareMeters: null });
      warned ||= effect === 'warn';
    }
    for (const { rule, areaSquareMeters } of overlaps) {
      const { code, resultCode, note } = bound.rules[rule] ?? {};
      if (code === undefined || resultCode === undefined) throw new Error(`no bound rule ${rule}`);
      if (note === null || note === undefined || !(areaSquareMeters > note.minimumSquareMeters)) continue;
      if (note.effect === 'block') {
        blockMask |= 1 << rule;
        continue;
      }
      reasons.push({ resultCode, ruleCode: code, areaSquareMeters });
      warned ||= note.effect === 'warn';
    }
    return { blockMask, reasons, hasOpenWarning: warned && isStrict };
  };
}

/** Names of the fields that the remarks on the record ask for, to be read with the plots. */
export function listNoteFields(ruleSet: RuleSet): ReadonlySet<string> {
  const conditions = ruleSet.recordNotes.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ anyOf, unless }) => [...anyOf, ...unless]),
  );
  return new Set(conditions.flatMap(({ field }) => field.map((name) => name.toLowerCase())));
}

interface ResolvedOutcome {
  readonly resultCode: string;
  /** Null: always. */
  readonly anyOf: readonly ColumnCondition[] | null;
  readonly unless: readonly ColumnCondition[];
}

interface ResolvedNote {
  readonly code: string;
  readonly effect: NoteEffect;
  readonly outcomes: readonly ResolvedOutcome[];
}

/** Nothing where the record has none of the fields the outcome asks for. */
function resolveOutcome(outcome: NoteOutcome, fields: readonly string[]): ResolvedOutcome[] {
  const { resultCode, anyOf, unless } = outcome;
  const wanted = anyOf.flatMap((condition) => resolveColumn(condition, fields));
  const refused = unless.flatMap((condition) => resolveColumn(condition, fields));
  if (wanted.length + refused.length === 0 && anyOf.length + unless.length > 0) return [];
  return [{ resultCode, anyOf: anyOf.length === 0 ? null : wanted, unless: refused }];
}

function holds({ anyOf, unless }: ResolvedOutcome, record: PlotRecord): boolean {
  return (anyOf === null || matchesConditions(anyOf, record)) && !matchesConditions(unless, record);
}
