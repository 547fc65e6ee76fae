import type { FollowUpField, VerdictOption } from './verdictScheme.ts';

/** Answers to the follow-up questions of a verdict, by field code; unanswered ones are absent. */
export type Answers = Readonly<Record<string, string>>;

export interface AnswerFinding {
  readonly field: string;
  readonly title: string;
  readonly kind: 'missing' | 'unknown' | 'invalid';
}

/** The first thing wrong with the answers to a verdict; undefined where they can be stored. */
export function checkAnswers(option: VerdictOption, answers: Answers): AnswerFinding | undefined {
  for (const code of Object.keys(answers)) {
    if (!option.fields.some((field) => field.code === code))
      return { field: code, title: code, kind: 'unknown' };
  }
  for (const field of option.fields) {
    const answer = answers[field.code] ?? '';
    const { code, title } = field;
    if (answer === '' && field.required) return { field: code, title, kind: 'missing' };
    if (answer !== '' && !isValid(field, answer)) return { field: code, title, kind: 'invalid' };
  }
  return undefined;
}

/** The answers without empty ones: what is stored. */
export function withoutEmpty(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));
}

function isValid(field: FollowUpField, answer: string): boolean {
  if (field.type === 'choice') return field.choices.some(({ code }) => code === answer);
  if (field.type === 'date') return isDate(answer);
  return true;
}

/** 2026-11-22, and a day that exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
