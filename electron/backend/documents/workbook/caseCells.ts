import type { LedgerCase } from '../../../../shared/domain/review/ledgerCase.ts';
import type { LedgerState } from '../../../../shared/domain/review/ledgerState.ts';
import { closingWayTitles, ledgerStateLabels } from '../../../../shared/text/ledger.zh-CN.ts';

/** What the 台账 knows of a plot, in the words of the 问题台账; null where it is for the town to say. */
export interface CaseCells {
  readonly state: string | null;
  readonly source: string | null;
  readonly problem: string | null;
  readonly responsible: string | null;
  readonly measure: string | null;
  /** YYYY-MM-DD. */
  readonly deadline: string | null;
  readonly progress: string | null;
  /** YYYY-MM-DD, the day in China. */
  readonly finishedAt: string | null;
  readonly acceptance: string | null;
  readonly closed: string | null;
  readonly way: string | null;
  readonly reason: string | null;
}

export const progressChoices = ['未启动', '整改中', '待验收', '已验收', '挂账', '移送'] as const;
export const acceptanceChoices = ['未验收', '通过', '不通过'] as const;
export const closedChoices = ['未销号', '已销号', '反弹'] as const;

const stages: Readonly<
  Record<LedgerState, readonly [(typeof progressChoices)[number], (typeof acceptanceChoices)[number] | null]>
> = {
  issued: ['未启动', '未验收'],
  rectifying: ['整改中', '未验收'],
  evidenced: ['待验收', '未验收'],
  checking: ['待验收', '未验收'],
  returned: ['整改中', '不通过'],
  closed: ['已验收', '通过'],
  suspended: ['挂账', null],
  transferred: ['移送', null],
};
/** Moves into these states carry the town's own account of what is done. */
const measured: readonly LedgerState[] = ['rectifying', 'evidenced'];
const chinaOffsetMilliseconds = 8 * 3_600_000;

/** A plot without a case has nothing filled in. */
export function describeCase(value: LedgerCase | null): CaseCells | null {
  if (value === null) return null;
  const { state, round } = value;
  const [progress, acceptance] = stages[state];
  const isClosed = state === 'closed';
  return {
    state: `${ledgerStateLabels[state].title}${round > 1 ? `（第 ${round} 轮）` : ''}`,
    source: value.source || null,
    problem: value.problemType || null,
    responsible: value.assignee || null,
    measure: (measured.includes(state) && value.note) || null,
    deadline: value.deadline || null,
    progress,
    finishedAt: isClosed ? chinaDay(value.atUtc) : null,
    acceptance,
    closed: isClosed ? '已销号' : '未销号',
    way: value.way === null ? null : closingWayTitles[value.way],
    reason: value.reason || null,
  };
}

function chinaDay(atUtc: string): string {
  return new Date(Date.parse(atUtc) + chinaOffsetMilliseconds).toISOString().slice(0, 10);
}
