import type { Answers } from './checkAnswers.ts';
import type { VerdictOption } from './verdictScheme.ts';

/** The answers as one text, in the order of the questions: '用地审批：未批；批准文号：…'. */
export function describeAnswers(option: VerdictOption, answers: Answers): string {
  return option.fields
    .map(({ code, title, choices }) => {
      const answer = answers[code];
      if (answer === undefined || answer === '') return '';
      return `${title}：${choices.find((choice) => choice.code === answer)?.title ?? answer}`;
    })
    .filter((part) => part !== '')
    .join('；');
}
