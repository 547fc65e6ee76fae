import type { FieldType, SourceField, SourceValue } from '../source/VectorSource.ts';

/**
 * Finds the fields of a format without a schema. A field is a number only if every value of it is a number that
 * a double holds exactly; otherwise it is text, because an id that lost its last digit cannot be found again.
 */
export class PropertySurvey {
  readonly #types = new Map<string, FieldType | undefined>();

  add(properties: unknown): void {
    for (const [name, value] of entriesOf(properties)) {
      const before = this.#types.get(name);
      const type = typeOf(value);
      if (type === undefined) {
        if (!this.#types.has(name)) this.#types.set(name, undefined);
      } else if (before === undefined || before === type) this.#types.set(name, type);
      else if (before !== 'text' && type !== 'text') this.#types.set(name, 'real');
      else this.#types.set(name, 'text');
    }
  }

  /** In the order in which they first appeared; a field that was always null is text. */
  fields(): SourceField[] {
    return [...this.#types].map(([name, type]) => ({ name, type: type ?? 'text' }));
  }
}

/** The values of one record in the order of `fields`. */
export function toFieldValues(properties: unknown, fields: readonly SourceField[]): SourceValue[] {
  const values = new Map(entriesOf(properties));
  return fields.map(({ name, type }) => {
    const value = values.get(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return type === 'text' ? String(value) : value;
    if (typeof value === 'boolean') return type === 'text' ? String(value) : Number(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** JSON.parse, but a whole number beyond 2^53 stays the text it was written as. */
export function parseJsonExactly(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const isUnsafe = typeof value === 'number' && !Number.isSafeInteger(value);
    return isUnsafe && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;
  });
}

function entriesOf(properties: unknown): [string, unknown][] {
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties)
    ? Object.entries(properties)
    : [];
}

function typeOf(value: unknown): FieldType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'real';
  return typeof value === 'boolean' ? 'integer' : 'text';
}
