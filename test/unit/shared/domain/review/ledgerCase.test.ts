import { describe, expect, it } from 'vitest';
import {
  isOverdue,
  type LedgerCase,
  type LedgerMove,
  moveLedgerCase,
  possibleLedgerActions,
} from '../../../../../shared/domain/review/ledgerCase.ts';
import { type LedgerAction, ledgerActions } from '../../../../../shared/domain/review/ledgerState.ts';

const everything = {
  deadline: '2023-08-25',
  reason: '照片看不清',
  way: 'rectified',
  by: '甲',
  atUtc: '2023-08-01T00:00:00.000Z',
} as const;

function move(before: LedgerCase | null, action: LedgerAction, rest: Partial<LedgerMove> = {}): LedgerCase {
  const outcome = moveLedgerCase(before, { action, ...everything, ...rest });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

describe('a case', () => {
  it('goes 下发 → 整改 → 举证 → 复核 → 销号', () => {
    let now: LedgerCase | null = null;
    const states = (['issue', 'start', 'evidence', 'check', 'close'] as const).map((action) => {
      now = move(now, action);
      return now.state;
    });
    expect(states).toEqual(['issued', 'rectifying', 'evidenced', 'checking', 'closed']);
  });

  it('comes back with a reason, keeps it while it is rectified again, and counts the round', () => {
    const proven = move(move(null, 'issue', { by: '乙' }), 'evidence', { by: '丙' });
    const returned = move(move(proven, 'check'), 'return', { deadline: '' });
    expect(returned).toMatchObject({
      state: 'returned',
      round: 2,
      reason: '照片看不清',
      evidencedBy: '丙',
      deadline: '2023-08-25',
    });
    expect(move(returned, 'start', { reason: '' }).reason).toBe('照片看不清');
  });

  it('opens again as 反弹 after it was closed', () => {
    const closed = move(move(move(move(null, 'issue'), 'evidence'), 'check'), 'close');
    expect(closed.way).toBe('rectified');
    expect(move(closed, 'reopen')).toMatchObject({ state: 'rectifying', round: 2, way: null });
  });

  it.each([
    ['issue', 'deadline'],
    ['return', 'reason'],
    ['close', 'way'],
    ['suspend', 'reason'],
    ['extend', 'deadline'],
  ] as const)('is not moved by %s without its %s', (action, need) => {
    const path: Record<string, readonly LedgerAction[]> = {
      issue: [],
      return: ['issue', 'evidence', 'check'],
      close: ['issue', 'evidence', 'check'],
      suspend: ['issue'],
      extend: ['issue'],
    };
    const before = (path[action] ?? []).reduce<LedgerCase | null>((now, one) => move(now, one), null);
    const { [need]: _left, ...rest } = everything;
    expect(moveLedgerCase(before, { action, ...rest })).toEqual({ ok: false, kind: 'missing', need });
  });

  it('refuses every move that is not in the table', () => {
    const issued = move(null, 'issue');
    const allowed = possibleLedgerActions('issued');
    expect(allowed).toEqual(['start', 'evidence', 'suspend', 'transfer', 'extend']);
    for (const action of ledgerActions) {
      const outcome = moveLedgerCase(issued, { action, ...everything });
      expect(outcome.ok, action).toBe(allowed.includes(action));
    }
  });

  it('is overdue the day after its deadline, unless nothing is left to do', () => {
    const issued = move(null, 'issue');
    expect(isOverdue(issued, '2023-08-25')).toBe(false);
    expect(isOverdue(issued, '2023-08-26')).toBe(true);
    expect(isOverdue(move(issued, 'suspend'), '2023-08-26')).toBe(false);
  });
});
