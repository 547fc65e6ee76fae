import type { AttributeCondition, AttributeValue } from './ruleSet.ts';

/** A condition whose field has been found in a layer. */
export interface ColumnCondition {
  readonly column: string;
  readonly operator: AttributeCondition['operator'];
  readonly values: readonly (string | number)[];
}

/**
 * True where any of the conditions holds. Codes compare as trimmed text, so that 11, '11' and ' 11' are one
 * code; 'atLeast' and 'atMost' compare as numbers, and a value that is no number does not hold.
 */
export function matchesConditions(
  conditions: readonly ColumnCondition[],
  attributes: Readonly<Record<string, AttributeValue>>,
): boolean {
  return conditions.some((condition) => holds(condition, attributes[condition.column] ?? null));
}

function holds(condition: ColumnCondition, value: AttributeValue): boolean {
  const text = value === null ? '' : String(value).trim();
  if (text === '') return false;
  switch (condition.operator) {
    case 'notEmpty':
      return true;
    case 'equals':
    case 'in':
      return condition.values.some((wanted) => sameCode(text, wanted));
    case 'startsWith':
      return condition.values.some((wanted) => text.startsWith(String(wanted)));
    case 'atLeast':
      return condition.values.some((wanted) => Number(text) >= Number(wanted));
    case 'atMost':
      return condition.values.some((wanted) => Number(text) <= Number(wanted));
  }
}

/** A field typed as a real number hands 5 over as 5 or '5.0'; a code with leading zeros stays text. */
function sameCode(text: string, wanted: string | number): boolean {
  const code = String(wanted).trim();
  return text === code || (/^\d+\.0+$/.test(text) && text.replace(/\.0+$/, '') === code);
}
