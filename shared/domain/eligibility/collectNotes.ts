import type { BoundRules } from './bindRules.ts';
import { matchesConditions } from './matchesConditions.ts';
import type { AttributeCondition, AttributeValue, NoteOutcome, RuleSet } from './ruleSet.ts';
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

/**
 * The remarks on one plot: first those on its record, in the order of the rule set, then those on what it overlaps.
 * `record` has the standard plot fields by our names and those of the source by its own.
 */
export function collectNotes(
  ruleSet: RuleSet,
  bound: BoundRules,
  record: PlotRecord,
  overlaps: readonly RuleOverlap[],
): PlotNotes {
  const reasons: EligibilityReason[] = [];
  let blockMask = 0;
  let warned = false;
  for (const { code, effect, outcomes } of ruleSet.recordNotes) {
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
  return { blockMask, reasons, hasOpenWarning: warned && ruleSet.openWarnings === 'undetermined' };
}

/** Names of the fields that the remarks on the record ask for, to be read with the plots. */
export function listNoteFields(ruleSet: RuleSet): ReadonlySet<string> {
  const conditions = ruleSet.recordNotes.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ anyOf, unless }) => [...anyOf, ...unless]),
  );
  return new Set(conditions.flatMap(({ field }) => field.map((name) => name.toLowerCase())));
}

function holds({ anyOf, unless }: NoteOutcome, record: PlotRecord): boolean {
  const wanted = toColumns(anyOf, record);
  const refused = toColumns(unless, record);
  if (wanted.length + refused.length === 0 && anyOf.length + unless.length > 0) return false;
  if (anyOf.length > 0 && !matchesConditions(wanted, record)) return false;
  return !matchesConditions(refused, record);
}

function toColumns(conditions: readonly AttributeCondition[], record: PlotRecord) {
  const columns = Object.keys(record);
  return conditions.flatMap(({ field, operator, values }) => {
    const names = field.map((name) => name.toLowerCase());
    const column = names
      .map((name) => columns.find((candidate) => candidate.toLowerCase() === name))
      .find((found) => found !== undefined);
    return column === undefined ? [] : [{ column, operator, values }];
  });
}
