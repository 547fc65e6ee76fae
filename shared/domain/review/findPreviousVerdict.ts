import type { VerdictScheme } from './verdictScheme.ts';

/** Fields in which a source says how a plot was judged before: our own lists' (PDJL) and those people use. */
const fieldNames = ['PDJL', '判读结论', '上期结论', '上期判读', 'SQJL', 'SQPDJL'];

/** The verdict of the scheme that a plot's source record names, by code or title; null where it names none. */
export function findPreviousVerdict(
  scheme: VerdictScheme,
  attributes: readonly { readonly name: string; readonly value: string | number | null }[],
): string | null {
  for (const fieldName of fieldNames) {
    const value = attributes.find(({ name }) => name.toUpperCase() === fieldName)?.value;
    const option = scheme.options.find(({ code, title }) => code === value || title === value);
    if (option !== undefined) return option.code;
  }
  return null;
}
