import type { MarkupRecord } from '../../../../shared/contract/records/markupRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { MarkupKind } from '../../../../shared/domain/review/markupKind.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Everything drawn on plots in the order it was drawn: of one plot, or of all. */
export function readMarkup(db: ReadableDatabase, plotId?: number): MarkupRecord[] {
  const where = plotId === undefined ? sql`` : sql`WHERE plot_id = ${plotId}`;
  return db.all<MarkupRecord>(sql`
    SELECT markup_id AS markupId, plot_id AS plotId, kind, geometry AS wkb, text,
      drawn_by AS "by", drawn_at_utc AS atUtc
    FROM markup ${where} ORDER BY plot_id, markup_id`);
}

/** The form in which a markup stands in the command log; null where there is none. */
export function readMarkupValue(db: ReadableDatabase, markupId: number): JsonValue {
  const [row] = db.all<MarkupRecord>(sql`
    SELECT kind, geometry AS wkb, text, drawn_by AS "by", drawn_at_utc AS atUtc
    FROM markup WHERE markup_id = ${markupId}`);
  return row === undefined ? null : markupToJson(row);
}

export function markupToJson({ kind, wkb, text, by, atUtc }: Omit<MarkupRecord, 'markupId' | 'plotId'>) {
  return { kind, wkb: Buffer.from(wkb).toString('base64'), text, by, atUtc };
}

/** Puts a markup to a value of the log, or (null) takes it away. Inside runCommand. */
export function writeMarkupValue(
  db: WritableDatabase,
  plotId: number,
  markupId: number,
  value: JsonValue,
): void {
  if (value === null) {
    db.run(sql`DELETE FROM markup WHERE markup_id = ${markupId}`);
    return;
  }
  const { kind, wkb, text, by, atUtc } = value as ReturnType<typeof markupToJson> & { kind: MarkupKind };
  db.run(sql`
    INSERT OR REPLACE INTO markup (markup_id, plot_id, kind, geometry, text, drawn_by, drawn_at_utc)
    VALUES (${markupId}, ${plotId}, ${kind}, ${Buffer.from(wkb, 'base64')}, ${text}, ${by}, ${atUtc})`);
}
