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

/** One test on a feature's attributes. `field` lists aliases: the first one the layer has is used. */
export interface AttributeCondition {
  readonly field: readonly string[];
  readonly operator: 'equals' | 'in' | 'startsWith' | 'atLeast' | 'atMost' | 'notEmpty';
  readonly values: readonly (string | number)[];
}

/**
 * One exclusion rule. A feature of the bound layer takes part when any of `anyOf` holds
 * (an empty list: every feature takes part).
 */
export interface ExclusionRule {
  readonly code: string;
  readonly title: string;
  readonly resultCode: string;
  readonly resultTitle: string;
  readonly anyOf: readonly AttributeCondition[];
  /** A rule whose layer must be bound; without it every plot is 未判定, never eligible. */
  readonly required: boolean;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
}

/** A rule set is a versioned document: the order of `exclusions` is the order of exclusive attribution. */
export interface RuleSet {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly exclusions: readonly ExclusionRule[];
}
