import { describeAnswers } from '../domain/review/describeAnswers.ts';
import type { LedgerCase } from '../domain/review/ledgerCase.ts';
import { parseReviewTarget, type ReviewSubject } from '../domain/review/reviewTarget.ts';
import { parseReviewValue } from '../domain/review/reviewValue.ts';
import type { SecondLookState } from '../domain/review/secondLookState.ts';
import type { VerdictScheme } from '../domain/review/verdictScheme.ts';
import { reviewStatusTitles } from './eligibility.zh-CN.ts';
import { commandKindTitles } from './labels.zh-CN.ts';
import { ledgerStateLabels, secondLookLabels } from './ledger.zh-CN.ts';

/** A row of the log in the words of the window: what was done, and what stood there before and after. */
export interface DescribedCommand {
  readonly title: string;
  /** '' where the row is not about something that had a value. */
  readonly before: string;
  readonly after: string;
}

interface LoggedCommand {
  readonly kind: string;
  readonly target: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** Never fails: what cannot be read, as in a row that was tampered with, is told as it stands. */
export function describeCommand(command: LoggedCommand, scheme: VerdictScheme | null): DescribedCommand {
  const { kind, target, oldValue, newValue } = command;
  const title = commandKindTitles[kind] ?? kind;
  const subject = parseReviewTarget(target)?.subject;
  if (subject === undefined) return { title, before: describeName(oldValue), after: describeName(newValue) };
  // a real row always changes something: of a plot in a second look both values are kept back
  if (oldValue === null && newValue === null) return { title, before: '', after: '复核中，暂不显示' };
  const say = (text: string | null) => describeValue(subject, text, scheme);
  return { title, before: say(oldValue), after: say(newValue) };
}

function describeValue(subject: ReviewSubject, text: string | null, scheme: VerdictScheme | null): string {
  try {
    return subject === 'plot' ? describeVerdict(text, scheme) : describeThing(subject, text, scheme);
  } catch {
    // no JSON: the row has been tampered with, and the reader should see as what
    return text ?? '';
  }
}

function describeVerdict(text: string | null, scheme: VerdictScheme | null): string {
  const value = parseReviewValue(text);
  if (value === null) return '未判';
  if (value === undefined) return text ?? '';
  const option = scheme?.options.find(({ code }) => code === value.verdictCode);
  const parts = [
    ...(value.status === 'judged' || value.status === 'doubtful' ? [] : [reviewStatusTitles[value.status]]),
    option?.title ?? value.verdictCode,
    option === undefined ? '' : describeAnswers(option, value.answers),
    value.note === '' ? '' : `备注：${value.note}`,
    value.returnReason === undefined ? '' : `退回理由：${value.returnReason}`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

function describeThing(
  subject: Exclude<ReviewSubject, 'plot'>,
  text: string | null,
  scheme: VerdictScheme | null,
): string {
  if (subject === 'flag') return text === 'true' ? '有标记' : '无标记';
  if (text === null) return '无';
  const value = JSON.parse(text) as never;
  switch (subject) {
    case 'markup':
      return describeMarkup(value);
    case 'parts':
      return describeParts(value, scheme);
    case 'boundary':
      return '已拟改';
    case 'case':
      return describeCase(value);
    case 'photo':
      return value === 'matched' ? '按位置匹配' : '手工挂接';
    case 'second':
      return secondLookLabels[(value as { state: SecondLookState }).state].title;
    case 'added':
      return describeAdded(value);
    case 'assignee':
      return (value as { assignee: string }).assignee;
  }
}

function describeAdded(plot: {
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
}): string {
  const { plotNo, townName, villageName, landClassCode } = plot;
  return [`图斑 ${plotNo}`, townName, villageName, landClassCode].filter((part) => part !== '').join(' ');
}

const markupTitles: Readonly<Record<string, string>> = {
  area: '面',
  line: '线',
  arrow: '箭头',
  cloud: '云线',
  text: '文字',
};

function describeMarkup({ kind, text }: { readonly kind: string; readonly text: string }): string {
  const title = markupTitles[kind] ?? kind;
  return text === '' ? title : `${title}“${text}”`;
}

function describeParts(
  parts: readonly { readonly verdictCode: string | null }[],
  scheme: VerdictScheme | null,
): string {
  const titles = parts.map(
    ({ verdictCode }) =>
      scheme?.options.find(({ code }) => code === verdictCode)?.title ?? verdictCode ?? '未判',
  );
  return `${parts.length} 部分（${titles.join('、')}）`;
}

function describeCase({ state, round, deadline, reason }: LedgerCase): string {
  const parts = [
    ledgerStateLabels[state].title,
    round > 1 ? `第 ${round} 轮` : '',
    deadline === '' ? '' : `时限 ${deadline}`,
    reason,
  ];
  return parts.filter((part) => part !== '').join('，');
}

/** The name of a layer, picture, filter or scenario; '' where the row has none. */
function describeName(text: string | null): string {
  if (text === null) return '';
  try {
    const value = JSON.parse(text) as { readonly name?: unknown; readonly epoch?: unknown } | null;
    return [value?.name, value?.epoch].filter((part) => typeof part === 'string').join(' ');
  } catch {
    return text;
  }
}
