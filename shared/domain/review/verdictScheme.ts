export const answerTypes = ['text', 'choice', 'date'] as const;
export type AnswerType = (typeof answerTypes)[number];

/** A question that follows a verdict; its answer is stored with the verdict. */
export interface FollowUpField {
  readonly code: string;
  readonly title: string;
  readonly type: AnswerType;
  /** Without an answer the verdict is not stored. */
  readonly required: boolean;
  /** What can be answered where `type` is 'choice'; at most nine, so that each has a digit key. */
  readonly choices: readonly { readonly code: string; readonly title: string }[];
}

export const verdictPatterns = [
  'solid',
  'diagonal',
  'backDiagonal',
  'vertical',
  'horizontal',
  'cross',
  'dots',
  'grid',
  'plain',
] as const;
export type VerdictPattern = (typeof verdictPatterns)[number];

/** One verdict a reviewer can give with a single key. */
export interface VerdictOption {
  readonly code: string;
  /** '1' to '9', or 's' for 疑问. */
  readonly key: string;
  readonly title: string;
  /** Told from the others of the scheme also without red, green or blue cones; always doubled by the glyph. */
  readonly color: string;
  readonly glyph: string;
  /** Of its swatch and its plots on the map: a second sign beside the hue, for eyes and prints without colour. */
  readonly pattern: VerdictPattern;
  readonly fields: readonly FollowUpField[];
}

/** A set of verdicts as data: resources/schemes/*.json. */
export interface VerdictScheme {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly options: readonly VerdictOption[];
}

/** The scheme of a new project: 耕地恢复潜力. */
export const defaultSchemeId = 'restoration-potential';
