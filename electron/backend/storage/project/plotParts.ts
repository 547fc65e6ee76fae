import type { PlotPart } from '../../../../shared/contract/records/markupRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** The parts a plot is cut into, in their order; none where it is whole. */
export function readPlotParts(db: ReadableDatabase, plotId: number): PlotPart[] {
  return [...iteratePlotParts(db, plotId)].map(({ plotId: _plotId, ...part }) => part);
}

/** The parts of all plots that are cut, or of one. */
export function iteratePlotParts(
  db: ReadableDatabase,
  plotId?: number,
): IterableIterator<PlotPart & { readonly plotId: number }> {
  const where = plotId === undefined ? sql`` : sql`WHERE plot_id = ${plotId}`;
  return db
    .all<PlotPart & { readonly plotId: number }>(sql`
      SELECT plot_id AS plotId, position, geometry AS wkb, area_square_meters AS squareMeters,
        printed_square_meters AS printedSquareMeters, printed_mu AS printedMu, verdict_code AS verdictCode, note,
        decided_by AS decidedBy, decided_at_utc AS decidedAtUtc
      FROM plot_parts ${where} ORDER BY plot_id, position`)
    .values();
}

/** The form in which the parts of a plot stand in the command log; null where it is whole. */
export function readPartsValue(db: ReadableDatabase, plotId: number): JsonValue {
  return partsToJson(readPlotParts(db, plotId));
}

export function partsToJson(parts: readonly PlotPart[]): JsonValue {
  if (parts.length === 0) return null;
  return parts.map(({ position: _position, wkb, ...part }) => ({
    ...part,
    wkb: Buffer.from(wkb).toString('base64'),
  }));
}

type PartValue = Omit<PlotPart, 'position' | 'wkb'> & { readonly wkb: string };

/** Puts the parts of a plot to a value of the log, or (null) makes it whole. Inside runCommand. */
export function writePartsValue(db: WritableDatabase, plotId: number, value: JsonValue): void {
  db.run(sql`DELETE FROM plot_parts WHERE plot_id = ${plotId}`);
  for (const [index, part] of ((value ?? []) as unknown as readonly PartValue[]).entries()) {
    db.run(sql`
      INSERT INTO plot_parts (plot_id, position, geometry, area_square_meters, printed_square_meters, printed_mu,
        verdict_code, note, decided_by, decided_at_utc)
      VALUES (${plotId}, ${index + 1}, ${Buffer.from(part.wkb, 'base64')}, ${part.squareMeters},
        ${part.printedSquareMeters}, ${part.printedMu}, ${part.verdictCode}, ${part.note}, ${part.decidedBy},
        ${part.decidedAtUtc})`);
  }
}
