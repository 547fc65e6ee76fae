import {
  type LedgerCase,
  ledgerCaseFromJson,
  ledgerCaseToJson,
} from '../../../../shared/domain/review/ledgerCase.ts';
import { targetOfCase } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createLedgerAndPhotos } from './migrations/0017-create-ledger-and-photos.ts';
import type { ReviewThing } from './reviewThing.ts';

/** The case of a plot; null where it has none. */
export function readLedgerCase(db: ReadableDatabase, plotId: number): LedgerCase | null {
  const row = db.get<CaseRow>(sql`SELECT * FROM ledger_cases WHERE plot_id = ${plotId}`);
  return row === undefined ? null : rowToCase(row);
}

export const ledgerCaseThing: ReviewThing = {
  since: createLedgerAndPhotos.number,
  read: (db, { plotId }) => ledgerCaseToJson(readLedgerCase(db, plotId)),
  write(db, { plotId }, value) {
    const ledgerCase = ledgerCaseFromJson(value);
    if (ledgerCase === null) db.run(sql`DELETE FROM ledger_cases WHERE plot_id = ${plotId}`);
    else writeCase(db, plotId, ledgerCase);
  },
  *list(db) {
    for (const row of db.iterate<CaseRow>(sql`SELECT * FROM ledger_cases ORDER BY plot_id`)) {
      yield { target: targetOfCase(row.plot_id), value: ledgerCaseToJson(rowToCase(row)) };
    }
  },
};

function writeCase(db: WritableDatabase, plotId: number, value: LedgerCase): void {
  db.run(sql`
    INSERT OR REPLACE INTO ledger_cases (plot_id, state, round, source, problem_type, assignee, deadline, reason, way,
      note, evidenced_by, issued_at_utc, changed_by, changed_at_utc)
    VALUES (${plotId}, ${value.state}, ${value.round}, ${value.source}, ${value.problemType}, ${value.assignee},
      ${value.deadline}, ${value.reason}, ${value.way}, ${value.note}, ${value.evidencedBy}, ${value.issuedAtUtc},
      ${value.by}, ${value.atUtc})`);
}

/** A row of `ledger_cases`; joins of it with plots are read with this, too. */
export interface CaseRow {
  readonly plot_id: number;
  readonly state: LedgerCase['state'];
  readonly round: number;
  readonly source: string;
  readonly problem_type: string;
  readonly assignee: string;
  readonly deadline: string;
  readonly reason: string;
  readonly way: LedgerCase['way'];
  readonly note: string;
  readonly evidenced_by: string;
  readonly issued_at_utc: string;
  readonly changed_by: string;
  readonly changed_at_utc: string;
}

export function rowToCase(row: CaseRow): LedgerCase {
  return {
    state: row.state,
    round: row.round,
    source: row.source,
    problemType: row.problem_type,
    assignee: row.assignee,
    deadline: row.deadline,
    reason: row.reason,
    way: row.way,
    note: row.note,
    evidencedBy: row.evidenced_by,
    issuedAtUtc: row.issued_at_utc,
    by: row.changed_by,
    atUtc: row.changed_at_utc,
  };
}
