import type { ColumnCondition } from './matchesConditions.ts';
import type {
  AttributeCondition,
  ExclusionRule,
  LayerNote,
  LayerRole,
  PlotRuleField,
  RuleBasis,
  RuleSet,
} from './ruleSet.ts';

/** Bits in a piece's mask: one for each bound rule. */
export const MAXIMUM_BOUND_RULES = 31;

/** What binding needs to know of a layer. */
export interface BindableLayer {
  readonly id: string;
  readonly name: string;
  readonly role: LayerRole;
  /** Code of the rule the user bound it to. */
  readonly rule: string | null;
  readonly fields: readonly string[];
}

/** Where the features of a bound rule come from; `conditions` null: all features of the layer. */
export interface RuleSource {
  readonly layerId: string;
  readonly layerName: string;
  readonly conditions: readonly ColumnCondition[] | null;
}

/** A rule that takes part in a run. Its place in the list is its bit in the mask of a piece. */
export interface BoundRule extends RuleBasis {
  /** Empty for a rule on the plot's own record. */
  readonly sources: readonly RuleSource[];
  readonly plotField: { readonly field: PlotRuleField; readonly values: readonly string[] } | null;
  /** Set for a remark on what the plot overlaps: it cuts nothing; only 'block' charges, and then the whole plot. */
  readonly note: Pick<LayerNote, 'effect' | 'minimumSquareMeters'> | null;
}

export interface BoundRules {
  readonly rules: readonly BoundRule[];
  /** How many of the rules charge area: the first ones; those after them only remark. */
  readonly chargingRules: number;
  /** Codes of required rules no layer serves (U00): every plot is undetermined. */
  readonly missing: readonly string[];
}

/**
 * Binds the layers of a project to the rules of a set, in the set's order. A layer serves a rule through its
 * own rule code, its role or, where there is none, a field of a layer bound elsewhere (`otherwiseFrom`). Field names compare without case.
 */
export function bindRules(ruleSet: RuleSet, layers: readonly BindableLayer[]): BoundRules {
  const rules: BoundRule[] = ruleSet.plotRules.map(({ field, values, ...rest }) => ({
    ...rest,
    sources: [],
    plotField: { field, values },
    note: null,
  }));
  const missing: string[] = [];
  const bindNote = (rule: LayerNote): void => {
    const sources = findSources({ ...rule, fromRoles: [], otherwiseFrom: [] }, layers);
    if (sources.length === 0 && rule.required) missing.push(rule.code);
    if (sources.length === 0) return;
    const { effect, minimumSquareMeters } = rule;
    rules.push({ ...takeBasis(rule), sources, plotField: null, note: { effect, minimumSquareMeters } });
  };
  for (const rule of ruleSet.layerNotes) if (rule.effect === 'block') bindNote(rule);
  for (const rule of ruleSet.exclusions) {
    const sources = findSources(rule, layers);
    if (sources.length === 0) {
      if (rule.required) missing.push(rule.code);
      continue;
    }
    const basis = takeBasis(rule);
    if (!rule.perLayer) rules.push({ ...basis, sources, plotField: null, note: null });
    else
      sources.forEach((source, index) => {
        rules.push({
          ...basis,
          code: `${rule.code}-${index + 1}`,
          resultCode: `${rule.resultCode}-${index + 1}`,
          title: source.layerName,
          sources: [source],
          plotField: null,
          note: null,
        });
      });
  }
  const chargingRules = rules.length;
  for (const rule of ruleSet.layerNotes) if (rule.effect !== 'block') bindNote(rule);
  return { rules, chargingRules, missing };
}

type SourceRule = Pick<ExclusionRule, 'code' | 'anyOf' | 'fromRoles' | 'otherwiseFrom' | 'whenFieldMissing'>;

function findSources(rule: SourceRule, layers: readonly BindableLayer[]): RuleSource[] {
  const bound = layers.filter(
    (layer) => layer.rule === rule.code || (layer.rule === null && rule.fromRoles.includes(layer.role)),
  );
  if (bound.length > 0) {
    const wholeWithoutField = rule.whenFieldMissing === 'all';
    return bound.flatMap((layer) => toSource(layer, rule.anyOf, wholeWithoutField));
  }
  return layers.flatMap((layer) => {
    const other = rule.otherwiseFrom.find((candidate) => candidate.rule === layer.rule);
    return other === undefined ? [] : toSource(layer, other.anyOf, false);
  });
}

/** Nothing where the layer lacks every field that is asked for. */
function toSource(
  layer: BindableLayer,
  anyOf: readonly AttributeCondition[],
  wholeWithoutField: boolean,
): RuleSource[] {
  const base = { layerId: layer.id, layerName: layer.name };
  const conditions = anyOf.flatMap((condition) => resolveColumn(condition, layer.fields));
  if (conditions.length > 0) return [{ ...base, conditions }];
  return anyOf.length === 0 || wholeWithoutField ? [{ ...base, conditions: null }] : [];
}

/** The condition on the first of its aliases that is a field, compared without case; none where none is. */
export function resolveColumn(condition: AttributeCondition, fields: readonly string[]): ColumnCondition[] {
  for (const alias of condition.field) {
    const column = fields.find((field) => field.toLowerCase() === alias.toLowerCase());
    if (column !== undefined) return [{ column, operator: condition.operator, values: condition.values }];
  }
  return [];
}

function takeBasis(rule: RuleBasis): RuleBasis {
  const { code, title, resultCode, resultTitle, documentNumber, clause, clauseText } = rule;
  return { code, title, resultCode, resultTitle, documentNumber, clause, clauseText };
}
