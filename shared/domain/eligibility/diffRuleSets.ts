import type { RuleSet } from './ruleSet.ts';

/** One field that differs; `before` and `after` are as the document has them (lists and objects as JSON). */
export interface FieldDifference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What differs about one rule, or about the document itself (`code` null). 'moved': the same rule at another place in
 * the order of attribution; `switchedOff` and `switchedOn` are said of rules that are in both documents.
 */
export interface RuleDifference {
  readonly code: string | null;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved' | 'switchedOff' | 'switchedOn';
  readonly fields: readonly FieldDifference[];
}

interface NamedRule {
  readonly code: string;
  readonly title: string;
}

/**
 * Differences from one rule set to another, rule by rule by code: the document's own fields, what is gone, what is
 * new, what says something else, what is switched, and rules whose place among those in both has changed.
 */
export function diffRuleSets(before: RuleSet, after: RuleSet): RuleDifference[] {
  const differences: RuleDifference[] = [];
  const head = diffFields(describeHead(before), describeHead(after));
  if (head.length > 0) {
    differences.push({ code: null, title: after.title, kind: 'changed', fields: head });
  }
  const old = listRules(before);
  const now = listRules(after);
  for (const [code, { title }] of old) {
    if (!now.has(code)) differences.push({ code, title, kind: 'removed', fields: [] });
  }
  const offBefore = new Set(before.disabled ?? []);
  const offAfter = new Set(after.disabled ?? []);
  for (const [code, rule] of now) {
    const { title } = rule;
    const former = old.get(code);
    if (former === undefined) {
      differences.push({ code, title, kind: 'added', fields: [] });
      continue;
    }
    const fields = diffFields({ ...former }, { ...rule });
    if (fields.length > 0) differences.push({ code, title, kind: 'changed', fields });
    if (offBefore.has(code) !== offAfter.has(code)) {
      differences.push({ code, title, kind: offAfter.has(code) ? 'switchedOff' : 'switchedOn', fields: [] });
    }
  }
  for (const { code, title, from, to } of findMoved([...old.keys()], now)) {
    const fields = [{ field: 'position', before: String(from + 1), after: String(to + 1) }];
    differences.push({ code, title, kind: 'moved', fields });
  }
  return differences;
}

function describeHead(ruleSet: RuleSet): Record<string, unknown> {
  const { id, version, title, documentNumber, effectiveFrom, effectiveTo, openWarnings } = ruleSet;
  return { id, version, title, documentNumber, effectiveFrom, effectiveTo, openWarnings };
}

function listRules(ruleSet: RuleSet): Map<string, NamedRule> {
  const { minimumNet, sliver, edgeTolerance } = ruleSet.thresholds;
  const rules: readonly (NamedRule | null)[] = [
    ...ruleSet.plotRules,
    ...ruleSet.exclusions,
    ...ruleSet.recordNotes,
    ...ruleSet.layerNotes,
    minimumNet,
    sliver,
    edgeTolerance,
  ];
  return new Map(rules.flatMap((rule) => (rule === null ? [] : [[rule.code, rule]])));
}

function diffFields(before: Record<string, unknown>, after: Record<string, unknown>): FieldDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [old, now] = [say(before[field]), say(after[field])];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
}

function say(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The fewest rules that have to be taken out and put elsewhere: all but a longest run that kept its order. */
function findMoved(
  old: readonly string[],
  now: ReadonlyMap<string, NamedRule>,
): { code: string; title: string; from: number; to: number }[] {
  const known = new Set(old);
  const common = [...now.keys()].filter((code) => known.has(code));
  const place = new Map(old.filter((code) => now.has(code)).map((code, index) => [code, index]));
  const from = common.map((code) => place.get(code) as number);
  const kept = new Set(findLongestRising(from));
  return common.flatMap((code, to) =>
    kept.has(to) ? [] : [{ code, title: now.get(code)?.title ?? '', from: from[to] as number, to }],
  );
}

/** Indices of a longest increasing subsequence; rule sets have some dozens of rules, so squared time will do. */
function findLongestRising(values: readonly number[]): number[] {
  const length = values.map(() => 1);
  const previous = values.map(() => -1);
  values.forEach((value, i) => {
    for (let j = 0; j < i; j++) {
      if ((values[j] as number) < value && (length[j] as number) + 1 > (length[i] as number)) {
        length[i] = (length[j] as number) + 1;
        previous[i] = j;
      }
    }
  });
  let at = length.indexOf(Math.max(0, ...length));
  const indices: number[] = [];
  for (; at >= 0; at = previous[at] as number) indices.push(at);
  return indices;
}
