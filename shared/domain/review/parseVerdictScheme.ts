import { z } from 'zod';
import { answerTypes, type VerdictScheme, verdictPatterns } from './verdictScheme.ts';

const code = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/);
const text = z.string().trim().min(1);
const mostChoices = 9;

const field = z
  .strictObject({
    code,
    title: text,
    type: z.enum(answerTypes),
    required: z.boolean(),
    choices: z.array(z.strictObject({ code, title: text })).max(mostChoices),
  })
  .refine(({ type, choices }) => (type === 'choice') === choices.length > 0, {
    error: 'choices belong to a choice',
  })
  .refine(({ choices }) => areDistinct(choices.map((choice) => choice.code)), { error: 'choice code twice' });

const option = z
  .strictObject({
    code,
    key: z.string().regex(/^[1-9s]$/),
    title: text,
    color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
    glyph: text,
    pattern: z.enum(verdictPatterns),
    fields: z.array(field),
  })
  .refine(({ fields }) => areDistinct(fields.map((one) => one.code)), { error: 'field code twice' });

const schema = z
  .strictObject({ id: code, version: text, title: text, options: z.array(option).min(1) })
  .refine(({ options }) => areDistinct(options.map((one) => one.code)), { error: 'verdict code twice' })
  .refine(({ options }) => areDistinct(options.map((one) => one.key)), { error: 'key twice' })
  .refine(({ options }) => areDistinct(options.map((one) => one.pattern)), { error: 'pattern twice' });

/** Reads a scheme document; throws with the places of what is wrong: schemes are shipped, a bad one is our bug. */
export function parseVerdictScheme(document: string): VerdictScheme {
  return schema.parse(JSON.parse(document));
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
