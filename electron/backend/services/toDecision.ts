import { type Answers, checkAnswers, withoutEmpty } from '../../../shared/domain/review/checkAnswers.ts';
import type { VerdictScheme } from '../../../shared/domain/review/verdictScheme.ts';
import type { VerdictView } from '../../../shared/domain/review/verdictView.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Decision } from '../storage/project/reviewCommands.ts';

export interface VerdictRequest {
  readonly verdictCode: string;
  readonly note?: string;
  readonly answers?: Answers;
  readonly view?: VerdictView;
  readonly by: string;
}

/**
 * Holds a verdict to the project's scheme: its code and the answers to its questions.
 * Throws VERDICT_UNKNOWN, ANSWER_MISSING, ANSWER_INVALID.
 */
export function toDecision({ options }: VerdictScheme, request: VerdictRequest): Decision {
  const { verdictCode, note, view, by } = request;
  const option = options.find(({ code }) => code === verdictCode);
  if (option === undefined) {
    const allowed = options.map(({ code }) => code).join('、');
    throw new AppError('VERDICT_UNKNOWN', { verdictCode, allowed });
  }
  const answers = withoutEmpty(request.answers ?? {});
  const finding = checkAnswers(option, answers);
  if (finding?.kind === 'missing') throw new AppError('ANSWER_MISSING', { field: finding.title });
  if (finding !== undefined) {
    throw new AppError('ANSWER_INVALID', { field: finding.title, answer: answers[finding.field] ?? '' });
  }
  return {
    verdictCode,
    answers,
    by,
    ...(note === undefined ? {} : { note }),
    ...(view === undefined ? {} : { view }),
  };
}
