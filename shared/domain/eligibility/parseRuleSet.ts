import { z } from 'zod';
import { zhCN } from 'zod/locales';
import { conditionOperators, layerRoles, noteEffects, plotRuleFields, type RuleSet } from './ruleSet.ts';

/** Something wrong in a rule set document: the place, and what is wrong there (Chinese, for the user). */
export interface RuleSetFinding {
  readonly path: string;
  readonly detail: string;
}

export type RuleSetResult =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly findings: readonly RuleSetFinding[] };

const text = z.string().trim().min(1);
const code = z.string().regex(/^[A-Z][0-9]{2}$/);
/** Result codes of remarks may be single letters (恢复属性 A, B, C), rule codes may end in one (W02b). */
const noteCode = z.string().regex(/^[A-Z][0-9]{2}[a-z]?$/);
const noteResult = z.string().regex(/^[A-Z]([0-9]{2})?$/);
const date = z.iso.date();

const basis = {
  code,
  title: text,
  resultCode: code,
  resultTitle: text,
  documentNumber: z.string(),
  clause: z.string(),
  clauseText: z.string(),
};

const condition = z.strictObject({
  field: z.array(text).min(1),
  operator: z.enum(conditionOperators),
  values: z.array(z.union([z.string(), z.number()])),
});

const exclusion = z.strictObject({
  ...basis,
  anyOf: z.array(condition),
  required: z.boolean(),
  perLayer: z.boolean(),
  fromRoles: z.array(z.enum(layerRoles)),
  otherwiseFrom: z.array(z.strictObject({ rule: code, anyOf: z.array(condition).min(1) })),
  whenFieldMissing: z.enum(['all', 'undetermined']),
});

const outcome = z.strictObject({
  resultCode: noteResult,
  resultTitle: text,
  anyOf: z.array(condition),
  unless: z.array(condition),
});

const { resultCode: _code, resultTitle: _title, ...clauseBasis } = { ...basis, code: noteCode };

const recordNote = z.strictObject({
  ...clauseBasis,
  effect: z.enum(noteEffects),
  outcomes: z.array(outcome).min(1),
});

const layerNote = z.strictObject({
  ...basis,
  code: noteCode,
  effect: z.enum([...noteEffects, 'block']),
  anyOf: z.array(condition),
  required: z.boolean(),
  whenFieldMissing: z.enum(['all', 'undetermined']),
  minimumSquareMeters: z.number().nonnegative(),
});

const schema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    version: text,
    title: text,
    documentNumber: z.string(),
    effectiveFrom: date,
    effectiveTo: date.nullable(),
    plotRules: z.array(
      z.strictObject({ ...basis, field: z.enum(plotRuleFields), values: z.array(text).min(1) }),
    ),
    exclusions: z.array(exclusion).min(1),
    // absent in documents written before there were remarks
    recordNotes: z.array(recordNote).default([]),
    layerNotes: z.array(layerNote).default([]),
    openWarnings: z.enum(['note', 'undetermined']).default('note'),
    thresholds: z.strictObject({
      minimumNet: z.strictObject({ ...basis, squareMeters: z.number().positive() }).nullable(),
      sliver: z
        .strictObject({
          ...basis,
          squareMeters: z.number().nonnegative(),
          widthMeters: z.number().nonnegative(),
        })
        .nullable(),
      edgeTolerance: z
        .strictObject({
          ...basis,
          squareMeters: z.number().nonnegative(),
          shareOfPlot: z.number().min(0).max(1),
        })
        .nullable(),
    }),
    disabled: z.array(noteCode).exactOptional(),
  })
  .superRefine((value, context) => {
    const places = [
      ...value.plotRules.map((rule, index) => ({ code: rule.code, path: ['plotRules', index, 'code'] })),
      ...value.exclusions.map((rule, index) => ({ code: rule.code, path: ['exclusions', index, 'code'] })),
      ...value.recordNotes.map((rule, index) => ({ code: rule.code, path: ['recordNotes', index, 'code'] })),
      ...value.layerNotes.map((rule, index) => ({ code: rule.code, path: ['layerNotes', index, 'code'] })),
      ...Object.entries(value.thresholds).flatMap(([name, rule]) =>
        rule === null ? [] : [{ code: rule.code, path: ['thresholds', name, 'code'] }],
      ),
    ];
    const seen = new Set<string>();
    for (const place of places) {
      if (seen.has(place.code)) context.addIssue({ code: 'custom', path: place.path, params: place });
      seen.add(place.code);
    }
    value.disabled?.forEach((name, index) => {
      if (!seen.has(name)) context.addIssue({ code: 'custom', path: ['disabled', index] });
    });
    value.exclusions.forEach((rule, index) => {
      rule.otherwiseFrom.forEach((source, position) => {
        if (value.exclusions.some((other) => other.code === source.rule)) return;
        context.addIssue({ code: 'custom', path: ['exclusions', index, 'otherwiseFrom', position, 'rule'] });
      });
    });
  });

const chinese = zhCN().localeError;

/**
 * Reads a rule set document (JSON text). Every finding names its place ("exclusions[2].resultCode"). Beyond
 * the shape of the document: rule codes are unique, and `otherwiseFrom` names a rule that is there.
 */
export function parseRuleSet(document: string): RuleSetResult {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch (error) {
    // JSON.parse throws nothing but SyntaxError; its message names the position.
    return { ok: false, findings: [{ path: '', detail: (error as SyntaxError).message }] };
  }
  const result = schema.safeParse(value, { error: chinese });
  if (result.success) return { ok: true, ruleSet: result.data };
  return {
    ok: false,
    findings: result.error.issues.map((issue) => ({
      path: formatPath(issue.path),
      detail: issue.message,
    })),
  };
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
    )
    .join('');
}
