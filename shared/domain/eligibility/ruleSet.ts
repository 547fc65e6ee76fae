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

/** Fields of a plot's own record that a plot rule may look at. */
export const plotRuleFields = ['landClassCode', 'formerLandClassCode'] as const;
export type PlotRuleField = (typeof plotRuleFields)[number];

/** A rule on the plot's own record: where the field has one of the values, nothing of the plot counts. */
export interface PlotRule extends RuleBasis {
  readonly field: PlotRuleField;
  readonly values: readonly string[];
}

/**
 * What a remark on a plot means: 'warn' is to be settled by a person before the plot is accepted, 'priority'
 * puts it first, 'info' classifies it. None of them takes area.
 */
export const noteEffects = ['info', 'warn', 'priority'] as const;
export type NoteEffect = (typeof noteEffects)[number];

/** Holds where any of `anyOf` does (empty: always) and none of `unless`. */
export interface NoteOutcome {
  readonly resultCode: string;
  readonly resultTitle: string;
  readonly anyOf: readonly AttributeCondition[];
  readonly unless: readonly AttributeCondition[];
}

/**
 * A remark on the plot's own record (standard fields, then the fields of its source); the first outcome that holds
 * is the one. Where the record has none of the fields an outcome asks for, that outcome does not hold.
 */
export interface RecordNote extends Omit<RuleBasis, 'resultCode' | 'resultTitle'> {
  readonly effect: NoteEffect;
  readonly outcomes: readonly NoteOutcome[];
}

/**
 * A remark on plots that overlap a layer by more than `minimumSquareMeters`; features take part as in an
 * exclusion. 'block': nothing of such a plot counts, whatever the size of the overlap.
 */
export interface LayerNote extends RuleBasis {
  readonly effect: NoteEffect | 'block';
  readonly anyOf: readonly AttributeCondition[];
  readonly required: boolean;
  readonly whenFieldMissing: ExclusionRule['whenFieldMissing'];
  readonly minimumSquareMeters: number;
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
 * A rule set is a versioned document: `plotRules`, then blocking `layerNotes`, then `exclusions`, in this order, is
 * the order of exclusive attribution.
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
  readonly recordNotes: readonly RecordNote[];
  readonly layerNotes: readonly LayerNote[];
  /** What a warning does to the verdict: 'note': nothing; 'undetermined': 待核 until a person has settled it. */
  readonly openWarnings: 'note' | 'undetermined';
  readonly thresholds: RuleThresholds;
  /** Codes of rules that are switched off: the document keeps them, a run leaves them out (enableRules). */
  readonly disabled?: readonly string[] | undefined;
}
