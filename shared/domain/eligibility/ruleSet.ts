/** What a layer is for. An exclusion layer also names the rule (E01…E07, E99) it serves. */
export const layerRoles = [
  'plots',
  'dltb',
  'exclusion',
  'slope',
  'towns',
  'villages',
  'grid',
  'reference',
] as const;
export type LayerRole = (typeof layerRoles)[number];

export type AttributeValue = string | number | null;

export const conditionOperators = ['equals', 'in', 'startsWith', 'atLeast', 'atMost', 'notEmpty'] as const;

/** One test on a feature's attributes. `field` lists aliases: the first one the layer has is used. */
export interface AttributeCondition {
  readonly field: readonly string[];
  readonly operator: (typeof conditionOperators)[number];
  readonly values: readonly (string | number)[];
}

/** Where a rule comes from; printed with every area it takes. */
export interface RuleBasis {
  readonly code: string;
  readonly title: string;
  readonly resultCode: string;
  readonly resultTitle: string;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
}

/**
 * One exclusion rule. A feature of the bound layer takes part when any of `anyOf` holds
 * (an empty list: every feature takes part).
 */
export interface ExclusionRule extends RuleBasis {
  readonly anyOf: readonly AttributeCondition[];
  /** A rule whose layer must be bound; without it every plot is 未判定, never eligible. */
  readonly required: boolean;
  /** E99: every bound layer is a rule of its own (E99-1 → X99-1, …), in the order of the layers. */
  readonly perLayer: boolean;
  /** Layers of these roles serve the rule without being bound to it by code. */
  readonly fromRoles: readonly LayerRole[];
  /**
   * Where no layer is bound to this rule: layers bound to another rule serve it, where they have the fields (a 红线
   * layer names its 自然保护地, one forest layer has both 公益林 and 林地).
   */
  readonly otherwiseFrom: readonly { readonly rule: string; readonly anyOf: readonly AttributeCondition[] }[];
  /**
   * What it means when a bound layer has none of the fields `anyOf` asks for: 'all': the layer was made for this
   * rule, every feature takes part; 'undetermined': the rule cannot be evaluated, as if no layer were bound.
   */
  readonly whenFieldMissing: 'all' | 'undetermined';
}

/** A rule on the plot's own record: where the field has one of the values, nothing of the plot counts. */
export interface PlotRule extends RuleBasis {
  readonly field: 'landClassCode';
  readonly values: readonly string[];
}

/** T01: what is left of a plot below this area does not count. */
export interface MinimumNetThreshold extends RuleBasis {
  readonly squareMeters: number;
}

/** T02: a part left over by a cut is dropped where it is smaller, or on average narrower, than this. */
export interface SliverThreshold extends RuleBasis {
  readonly squareMeters: number;
  readonly widthMeters: number;
}

/** T03: a rule that hits less than both of these is taken for a drawing tolerance and ignored. */
export interface EdgeToleranceThreshold extends RuleBasis {
  readonly squareMeters: number;
  readonly shareOfPlot: number;
}

export interface RuleThresholds {
  readonly minimumNet: MinimumNetThreshold | null;
  readonly sliver: SliverThreshold | null;
  readonly edgeTolerance: EdgeToleranceThreshold | null;
}

/**
 * A rule set is a versioned document: `plotRules`, then `exclusions`, in this order, is the order of exclusive
 * attribution.
 */
export interface RuleSet {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly plotRules: readonly PlotRule[];
  readonly exclusions: readonly ExclusionRule[];
  readonly thresholds: RuleThresholds;
}
