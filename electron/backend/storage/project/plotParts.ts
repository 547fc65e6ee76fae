import type { PlotPart } from '../../../../shared/contract/records/markupRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { targetOfParts } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createMarkup } from './migrations/0014-create-markup.ts';
import type { ReviewThing } from './reviewThing.ts';

/** The parts a plot is cut into, in their order; none where it is whole. */
export function readPlotParts(db: ReadableDatabase, plotId: number): PlotPart[] {
  return db.all<PlotPart>(
    sql`SELECT ${partColumns} FROM plot_parts WHERE plot_id = ${plotId} ORDER BY position`,
  );
}

/** The parts of all plots that are cut, plot by plot. */
export function readAllParts(db: ReadableDatabase): (PlotPart & { readonly plotId: number })[] {
  return db.all(sql`SELECT plot_id AS plotId, ${partColumns} FROM plot_parts ORDER BY plot_id, position`);
}

const partColumns = sql`
  position, geometry AS wkb, area_square_meters AS squareMeters, printed_square_meters AS printedSquareMeters,
  printed_mu AS printedMu, verdict_code AS verdictCode, note, decided_by AS decidedBy, decided_at_utc AS decidedAtUtc`;

/** The form in which the parts of a plot stand in the command log; null where it is whole. */
export function partsToJson(parts: readonly Omit<PlotPart, 'position'>[]): JsonValue {
  if (parts.length === 0) return null;
  return parts.map(
    ({ wkb, squareMeters, printedSquareMeters, printedMu, verdictCode, note, decidedBy, decidedAtUtc }) => ({
      wkb: Buffer.from(wkb).toString('base64'),
      squareMeters,
      printedSquareMeters,
      printedMu,
      verdictCode,
      note,
      decidedBy,
      decidedAtUtc,
    }),
  );
}

type PartValue = Omit<PlotPart, 'position' | 'wkb'> & { readonly wkb: string };

/** Reads what partsToJson wrote. */
export function partsFromJson(value: JsonValue): Omit<PlotPart, 'position'>[] {
  return ((value ?? []) as unknown as readonly PartValue[]).map((part) => ({
    ...part,
    wkb: Buffer.from(part.wkb, 'base64'),
  }));
}

export const partsThing: ReviewThing = {
  since: createMarkup.number,
  read: (db, { plotId }) => partsToJson(readPlotParts(db, plotId)),
  write(db, { plotId }, value) {
    db.run(sql`DELETE FROM plot_parts WHERE plot_id = ${plotId}`);
    for (const [index, part] of partsFromJson(value).entries()) {
      db.run(sql`
        INSERT INTO plot_parts (plot_id, position, geometry, area_square_meters, printed_square_meters, printed_mu,
          verdict_code, note, decided_by, decided_at_utc)
        VALUES (${plotId}, ${index + 1}, ${part.wkb}, ${part.squareMeters},
          ${part.printedSquareMeters}, ${part.printedMu}, ${part.verdictCode}, ${part.note}, ${part.decidedBy},
          ${part.decidedAtUtc})`);
    }
  },
  *list(db) {
    for (const [plotId, parts] of Map.groupBy(readAllParts(db), (part) => part.plotId)) {
      yield { target: targetOfParts(plotId), value: partsToJson(parts) };
    }
  },
};
