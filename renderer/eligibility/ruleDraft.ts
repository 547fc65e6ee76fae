import type {
  AttributeCondition,
  ExclusionRule,
  RuleSet,
  RuleThresholds,
} from '../../shared/domain/eligibility/ruleSet.ts';

/** Changes to a rule set that is being edited; each gives a new document and leaves the old one as it was. */

export function switchRule(draft: RuleSet, code: string, on: boolean): RuleSet {
  const others = (draft.disabled ?? []).filter((other) => other !== code);
  const disabled = on ? others : [...others, code];
  const { disabled: _old, ...rest } = draft;
  return disabled.length === 0 ? rest : { ...rest, disabled };
}

export function changeExclusion(draft: RuleSet, index: number, change: Partial<ExclusionRule>): RuleSet {
  const exclusions = draft.exclusions.map((rule, at) => (at === index ? { ...rule, ...change } : rule));
  return { ...draft, exclusions };
}

/** One place up or down in the order of attribution. */
export function moveExclusion(draft: RuleSet, index: number, step: -1 | 1): RuleSet {
  const exclusions = [...draft.exclusions];
  const [rule] = exclusions.splice(index, 1);
  if (rule === undefined || index + step < 0 || index + step > exclusions.length) return draft;
  exclusions.splice(index + step, 0, rule);
  return { ...draft, exclusions };
}

export function removeExclusion(draft: RuleSet, index: number): RuleSet {
  const code = draft.exclusions[index]?.code ?? '';
  const exclusions = draft.exclusions.filter((_, at) => at !== index);
  return switchRule({ ...draft, exclusions }, code, true);
}

/** A rule of the user's own with the next free code, for layers bound to it; what it says is still to be filled in. */
export function addExclusion(draft: RuleSet): RuleSet {
  const taken = new Set(draft.exclusions.map(({ code }) => code));
  const number = Array.from({ length: 89 }, (_, index) => index + 10).find((n) => !taken.has(`E${n}`)) ?? 98;
  const rule: ExclusionRule = {
    ...{ code: `E${number}`, title: '新规则', resultCode: `X${number}`, resultTitle: '新规则' },
    ...{ documentNumber: draft.documentNumber, clause: '', clauseText: '' },
    ...{ anyOf: [], required: false, perLayer: false, fromRoles: [], otherwiseFrom: [] },
    whenFieldMissing: 'undetermined',
  };
  return { ...draft, exclusions: [...draft.exclusions, rule] };
}

export function changeCondition(
  rule: ExclusionRule,
  index: number,
  change: Partial<AttributeCondition> | null,
): Pick<ExclusionRule, 'anyOf'> {
  if (change === null) return { anyOf: rule.anyOf.filter((_, at) => at !== index) };
  return {
    anyOf: rule.anyOf.map((condition, at) => (at === index ? { ...condition, ...change } : condition)),
  };
}

export function changeThreshold<K extends keyof RuleThresholds>(
  draft: RuleSet,
  name: K,
  change: Partial<NonNullable<RuleThresholds[K]>>,
): RuleSet {
  const threshold = draft.thresholds[name];
  if (threshold === null) return draft;
  return { ...draft, thresholds: { ...draft.thresholds, [name]: { ...threshold, ...change } } };
}

/** “PDJB、PDJBDM” or “5, 6”, as a person separates words. */
export function splitWords(text: string): string[] {
  return text
    .split(/[,，、;；\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Values that were numbers stay numbers: a threshold of 25 is not the text “25”. */
export function readValues(text: string, old: AttributeCondition['values']): (string | number)[] {
  const numeric = old.length > 0 && old.every((value) => typeof value === 'number');
  return splitWords(text).map((word) => (numeric && Number.isFinite(Number(word)) ? Number(word) : word));
}

/** A copy gets an id and version of its own, to begin with. */
export function beginCopy(original: RuleSet): RuleSet {
  const year = new Date().getFullYear();
  return {
    ...original,
    id: `${original.id}-local`,
    version: `${year}.1`,
    title: `${original.title}（本地）`,
  };
}
