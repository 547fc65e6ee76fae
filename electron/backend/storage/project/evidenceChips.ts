import { createHash } from 'node:crypto';
import type { EvidenceChip } from '../../../../shared/contract/records/reviewRecords.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { EvidenceImage, PictureDisplay } from '../../../../shared/domain/review/verdictView.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type SqlQuery, sql } from '../sqlite/sql.ts';
import { type CommandTarget, runCommand } from './commandLog.ts';

type Side = EvidenceImage['side'];

/** A picture that some evidence names and that has no chip yet; the extent is what the screen showed of the ground. */
export interface WaitingChip {
  readonly evidenceSha256: string;
  readonly side: Side;
  readonly imageId: string;
  readonly extent: Bounds;
  readonly offsetX: number;
  readonly offsetY: number;
  /** How the screen showed the picture; null in evidence that does not say so. */
  readonly display: PictureDisplay | null;
}

export interface DrawnChip extends Pick<WaitingChip, 'evidenceSha256' | 'side'> {
  readonly webp: Uint8Array;
}

/** Chips that can still be drawn, of the newest evidence first: their pictures are in the project. */
export function listWaitingChips(db: ReadableDatabase, limit: number): WaitingChip[] {
  return selectWaiting(db, sql`ORDER BY e.evidence_id DESC, i.side LIMIT ${limit}`);
}

/** The same of one evidence. */
export function listWaitingChipsOf(db: ReadableDatabase, evidenceSha256: string): WaitingChip[] {
  return selectWaiting(db, sql`AND e.evidence_sha256 = ${evidenceSha256} ORDER BY i.side`);
}

function selectWaiting(db: ReadableDatabase, which: SqlQuery): WaitingChip[] {
  return db
    .all<Omit<WaitingChip, 'extent' | 'display'> & Bounds & { readonly display: string | null }>(sql`
      SELECT e.evidence_sha256 AS evidenceSha256, i.side, i.image_id AS imageId,
        e.min_x AS minX, e.min_y AS minY, e.max_x AS maxX, e.max_y AS maxY, e.offset_x AS offsetX, e.offset_y AS offsetY,
        json_extract(e.display, '$.' || i.side) AS display
      FROM verdict_evidence_images i JOIN verdict_evidence e ON e.evidence_id = i.evidence_id
      WHERE i.chip_sha256 IS NULL AND i.image_id IN (SELECT CAST(imagery_id AS TEXT) FROM imagery) ${which}`)
    .map(({ minX, minY, maxX, maxY, display, ...waiting }) => ({
      ...waiting,
      extent: { minX, minY, maxX, maxY },
      display: display === null ? null : (JSON.parse(display) as PictureDisplay),
    }));
}

/** Keeps chips, each once, and writes their hashes into the log: no later picture can take their place. */
export function storeChips(project: CommandTarget, drawn: readonly DrawnChip[], by: string): void {
  const isWaiting = ({ evidenceSha256, side }: DrawnChip) =>
    listWaitingChipsOf(project.database, evidenceSha256).some((one) => one.side === side);
  const chips = drawn.filter(isWaiting).map((chip) => ({ ...chip, sha256: hashChip(chip.webp) }));
  if (chips.length === 0) return;
  const newValue = chips.map(({ evidenceSha256, side, sha256 }) => [evidenceSha256, side, sha256]);
  const command = { kind: 'evidence.chips', target: 'evidence', by, oldValue: null, newValue } as const;
  runCommand(project, command, (db) => {
    for (const { evidenceSha256, side, sha256, webp } of chips) {
      db.run(sql`
        UPDATE verdict_evidence_images SET (chip, chip_sha256) = (${Buffer.from(webp)}, ${sha256})
        WHERE side = ${side} AND evidence_id = (
          SELECT evidence_id FROM verdict_evidence WHERE evidence_sha256 = ${evidenceSha256})`);
    }
  });
}

/** The chips of evidence that are there, the earlier epoch first. */
export function readChips(db: ReadableDatabase, evidenceSha256: string): EvidenceChip[] {
  return db
    .all<Omit<EvidenceChip, 'extent'> & Bounds>(sql`
      SELECT i.side, i.epoch, i.chip AS webp, e.min_x AS minX, e.min_y AS minY, e.max_x AS maxX, e.max_y AS maxY
      FROM verdict_evidence_images i JOIN verdict_evidence e ON e.evidence_id = i.evidence_id
      WHERE e.evidence_sha256 = ${evidenceSha256} AND i.chip IS NOT NULL ORDER BY i.side`)
    .map(({ minX, minY, maxX, maxY, ...chip }) => ({ ...chip, extent: { minX, minY, maxX, maxY } }));
}

/** Evidence of which a chip is not what the log says was kept. */
export function* findBrokenChips(
  db: ReadableDatabase,
): Generator<{ evidenceSha256: string; detail: string }> {
  const logged = new Map<string, string>();
  for (const text of db.column<string>(
    sql`SELECT new_value FROM command_log WHERE kind = 'evidence.chips' ORDER BY sequence`,
  )) {
    for (const [evidenceSha256, side, sha256] of JSON.parse(text) as [string, Side, string][])
      logged.set(`${evidenceSha256} ${side}`, sha256);
  }
  const rows = db.all<{ rowId: number; evidenceSha256: string; side: Side }>(sql`
    SELECT i.evidence_image_id AS rowId, e.evidence_sha256 AS evidenceSha256, i.side
    FROM verdict_evidence_images i JOIN verdict_evidence e ON e.evidence_id = i.evidence_id
    WHERE i.chip_sha256 IS NOT NULL OR i.chip IS NOT NULL`);
  for (const { rowId, evidenceSha256, side } of rows) {
    const name = `${evidenceSha256} ${side}`;
    // one at a time: all of them together may be hundreds of megabytes
    const chip = db.value<Uint8Array | null>(
      sql`SELECT chip FROM verdict_evidence_images WHERE evidence_image_id = ${rowId}`,
    );
    if (chip == null || hashChip(chip) !== logged.get(name))
      yield { evidenceSha256, detail: `chip ${side} changed` };
    logged.delete(name);
  }
  for (const name of logged.keys()) {
    const [evidenceSha256 = '', side] = name.split(' ');
    yield { evidenceSha256, detail: `chip ${side} missing` };
  }
}

function hashChip(webp: Uint8Array): string {
  return createHash('sha256').update(webp).digest('hex');
}
