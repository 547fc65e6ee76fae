import type { MarkupRecord } from '../../../../shared/contract/records/markupRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { targetOfMarkup } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createMarkup } from './migrations/0014-create-markup.ts';
import type { ReviewThing } from './reviewThing.ts';

/** Everything drawn on plots in the order it was drawn: of one plot, or of all. */
export function readMarkup(db: ReadableDatabase, plotId?: number): MarkupRecord[] {
  const where = plotId === undefined ? sql`` : sql`WHERE plot_id = ${plotId}`;
  return db.all<MarkupRecord>(sql`
    SELECT markup_id AS markupId, plot_id AS plotId, kind, geometry AS wkb, text,
      drawn_by AS "by", drawn_at_utc AS atUtc
    FROM markup ${where} ORDER BY plot_id, markup_id`);
}

/** The form in which a markup stands in the command log. */
export function markupToJson({ kind, wkb, text, by, atUtc }: Omit<MarkupRecord, 'markupId' | 'plotId'>) {
  return { kind, wkb: Buffer.from(wkb).toString('base64'), text, by, atUtc };
}

/** Reads what markupToJson wrote. */
export function markupFromJson(value: JsonValue): Omit<MarkupRecord, 'markupId' | 'plotId'> {
  const { wkb, ...rest } = value as ReturnType<typeof markupToJson>;
  return { ...rest, wkb: Buffer.from(wkb, 'base64') };
}

export const markupThing: ReviewThing = {
  since: createMarkup.number,
  read(db, { plotId, itemId }) {
    const markup = readMarkup(db, plotId).find(({ markupId }) => markupId === itemId);
    return markup === undefined ? null : markupToJson(markup);
  },
  write(db, { plotId, itemId }, value) {
    db.run(sql`DELETE FROM markup WHERE markup_id = ${itemId}`);
    if (value === null) return;
    const { kind, wkb, text, by, atUtc } = markupFromJson(value);
    db.run(sql`
      INSERT INTO markup (markup_id, plot_id, kind, geometry, text, drawn_by, drawn_at_utc)
      VALUES (${itemId}, ${plotId}, ${kind}, ${wkb}, ${text}, ${by}, ${atUtc})`);
  },
  *list(db) {
    for (const markup of readMarkup(db)) {
      yield { target: targetOfMarkup(markup.plotId, markup.markupId), value: markupToJson(markup) };
    }
  },
};
