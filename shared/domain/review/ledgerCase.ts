import type { JsonValue } from './canonicalJson.ts';
import {
  type ClosingWay,
  type LedgerAction,
  type LedgerState,
  ledgerStates,
  pendingLedgerStates,
} from './ledgerState.ts';

/** The case of one plot in the 台账: it lives on through every round of returning and reopening. */
export interface LedgerCase {
  readonly state: LedgerState;
  /** 1 when issued; one more with each 退回 and 反弹. */
  readonly round: number;
  /** 来源: 卫片, 督察 … as the bureau says it. */
  readonly source: string;
  readonly problemType: string;
  /** 责任主体. */
  readonly assignee: string;
  /** Day by which it is to be done (YYYY-MM-DD), of the case and not of the campaign (domain.md §1.3). */
  readonly deadline: string;
  /** Why it was last returned, suspended, transferred, reopened or its deadline changed; '' else. */
  readonly reason: string;
  readonly way: ClosingWay | null;
  readonly note: string;
  /** Who handed in the last proof: a return goes back there. */
  readonly evidencedBy: string;
  readonly issuedAtUtc: string;
  readonly by: string;
  readonly atUtc: string;
}

/** What somebody asks to be done with a case. */
export interface LedgerMove {
  readonly action: LedgerAction;
  readonly source?: string;
  readonly problemType?: string;
  readonly assignee?: string;
  readonly deadline?: string;
  readonly reason?: string;
  readonly way?: ClosingWay;
  readonly note?: string;
  readonly by: string;
  readonly atUtc: string;
}

type Need = 'deadline' | 'reason' | 'way';

interface Rule {
  /** null: a plot that has no case yet. */
  readonly from: readonly (LedgerState | null)[];
  /** null: the state stays. */
  readonly to: LedgerState | null;
  readonly needs: readonly Need[];
}

/** The whole state machine. */
export const ledgerRules: Readonly<Record<LedgerAction, Rule>> = {
  issue: { from: [null], to: 'issued', needs: ['deadline'] },
  start: { from: ['issued', 'returned', 'suspended'], to: 'rectifying', needs: [] },
  evidence: { from: ['issued', 'rectifying', 'returned'], to: 'evidenced', needs: [] },
  check: { from: ['evidenced'], to: 'checking', needs: [] },
  return: { from: ['evidenced', 'checking'], to: 'returned', needs: ['reason'] },
  close: { from: ['checking'], to: 'closed', needs: ['way'] },
  suspend: { from: ['issued', 'rectifying', 'returned'], to: 'suspended', needs: ['reason'] },
  transfer: { from: ['issued', 'rectifying', 'returned', 'checking'], to: 'transferred', needs: ['reason'] },
  reopen: { from: ['closed', 'transferred'], to: 'rectifying', needs: ['reason', 'deadline'] },
  extend: { from: pendingLedgerStates, to: null, needs: ['deadline', 'reason'] },
};

export type LedgerOutcome =
  | { readonly ok: true; readonly value: LedgerCase }
  | { readonly ok: false; readonly kind: 'state'; readonly state: LedgerState | null }
  | { readonly ok: false; readonly kind: 'missing'; readonly need: Need };

/** The case after a move, or why the move is not allowed. */
export function moveLedgerCase(before: LedgerCase | null, move: LedgerMove): LedgerOutcome {
  const rule = ledgerRules[move.action];
  if (!rule.from.includes(before?.state ?? null)) {
    return { ok: false, kind: 'state', state: before?.state ?? null };
  }
  const { reason = '', deadline = '', note = '', by, atUtc } = move;
  const given = { deadline, reason: reason.trim(), way: move.way ?? '' };
  const missing = rule.needs.find((need) => given[need] === '');
  if (missing !== undefined) return { ok: false, kind: 'missing', need: missing };
  const begun = before ?? newCase(move);
  const anotherRound = move.action === 'return' || move.action === 'reopen';
  return {
    ok: true,
    value: {
      ...begun,
      state: rule.to ?? begun.state,
      round: begun.round + (anotherRound ? 1 : 0),
      deadline: given.deadline === '' ? begun.deadline : given.deadline,
      // the reason of a return stays on top while the plot is rectified again
      reason: given.reason === '' && move.action === 'start' ? begun.reason : given.reason,
      way: move.action === 'close' ? (move.way ?? null) : null,
      note,
      evidencedBy: move.action === 'evidence' ? by : begun.evidencedBy,
      by,
      atUtc,
    },
  };
}

/** Moves a plot's case can make now, in the order of the work. */
export function possibleLedgerActions(state: LedgerState | null): LedgerAction[] {
  return (Object.keys(ledgerRules) as LedgerAction[]).filter((action) =>
    ledgerRules[action].from.includes(state),
  );
}

/** True where the deadline has passed and there is still something to do. `today` is YYYY-MM-DD. */
export function isOverdue(value: Pick<LedgerCase, 'state' | 'deadline'>, today: string): boolean {
  return (pendingLedgerStates as readonly LedgerState[]).includes(value.state) && value.deadline < today;
}

/** The form in which a case stands in the command log. */
export function ledgerCaseToJson(value: LedgerCase | null): JsonValue {
  return value === null ? null : { ...value };
}

/** Reads what ledgerCaseToJson wrote; throws where a log says otherwise. */
export function ledgerCaseFromJson(value: JsonValue): LedgerCase | null {
  if (value === null) return null;
  const record = value as unknown as LedgerCase;
  if (!ledgerStates.includes(record.state)) throw new Error(`no state of a case: ${String(record.state)}`);
  return record;
}

function newCase({ source = '', problemType = '', assignee = '', deadline = '', by, atUtc }: LedgerMove) {
  return {
    state: 'issued' as const,
    round: 1,
    source,
    problemType,
    assignee,
    deadline,
    reason: '',
    way: null,
    note: '',
    evidencedBy: '',
    issuedAtUtc: atUtc,
    by,
    atUtc,
  };
}
