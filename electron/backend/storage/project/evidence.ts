import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../shared/domain/review/canonicalJson.ts';
import {
  displayToJson,
  type EvidenceImage,
  evidenceToJson,
  type ScreenDisplay,
  type VerdictEvidence,
  type VerdictView,
} from '../../../../shared/domain/review/verdictView.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Adds to a view which pictures it showed and by which rules the areas beside it were computed. */
export function completeEvidence(db: ReadableDatabase, view: VerdictView): VerdictEvidence {
  const rules = db.get<{ rulesId: string; rulesVersion: string }>(sql`
    SELECT rules_id AS rulesId, rules_version AS rulesVersion FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`);
  const images = [
    readImage(db, 'earlier', view.earlierImageId),
    readImage(db, 'later', view.laterImageId),
  ].filter((image) => image !== undefined);
  return {
    view,
    images,
    rulesId: rules?.rulesId ?? null,
    rulesVersion: rules?.rulesVersion ?? null,
  };
}

/** The name under which evidence is kept. */
export function hashEvidence(evidence: VerdictEvidence): string {
  return createHash('sha256')
    .update(canonicalJson(evidenceToJson(evidence)), 'utf8')
    .digest('hex');
}

/** Keeps evidence; the same once. Inside runCommand. */
export function storeEvidence(db: WritableDatabase, evidence: VerdictEvidence): void {
  const { view, images, rulesId, rulesVersion } = evidence;
  const { minX, minY, maxX, maxY } = view.extent;
  const { changes, lastInsertRowid } = db.run(sql`
    INSERT INTO verdict_evidence (evidence_sha256, min_x, min_y, max_x, max_y, comparison, swipe, swipe_direction,
      fade, front, offset_x, offset_y, dwell_milliseconds, earlier_image_id, later_image_id, rules_id, rules_version,
      display)
    VALUES (${hashEvidence(evidence)}, ${minX}, ${minY}, ${maxX}, ${maxY}, ${view.comparison}, ${view.swipe},
      ${view.swipeDirection}, ${view.fade}, ${view.front}, ${view.offsetX}, ${view.offsetY},
      ${view.dwellMilliseconds}, ${view.earlierImageId}, ${view.laterImageId}, ${rulesId}, ${rulesVersion},
      ${view.display === undefined ? null : canonicalJson(displayToJson(view.display))})
    ON CONFLICT (evidence_sha256) DO NOTHING`);
  if (changes === 0) return;
  for (const { side, imageId, name, epoch, sourceSha256 } of images) {
    db.run(sql`
      INSERT INTO verdict_evidence_images (evidence_id, side, image_id, name, epoch, source_sha256)
      VALUES (${lastInsertRowid}, ${side}, ${imageId}, ${name}, ${epoch}, ${sourceSha256})`);
  }
}

/** The evidence kept under a hash; undefined where there is none. */
export function readEvidence(db: ReadableDatabase, evidenceSha256: string): VerdictEvidence | undefined {
  const row = db.get<EvidenceRow>(
    sql`SELECT * FROM verdict_evidence WHERE evidence_sha256 = ${evidenceSha256}`,
  );
  if (row === undefined) return undefined;
  const images = db.all<EvidenceImage>(sql`
    SELECT side, image_id AS imageId, name, epoch, source_sha256 AS sourceSha256
    FROM verdict_evidence_images WHERE evidence_id = ${row.evidence_id} ORDER BY side`);
  return {
    view: {
      earlierImageId: row.earlier_image_id,
      laterImageId: row.later_image_id,
      extent: { minX: row.min_x, minY: row.min_y, maxX: row.max_x, maxY: row.max_y },
      comparison: row.comparison,
      swipe: row.swipe,
      swipeDirection: row.swipe_direction,
      fade: row.fade,
      front: row.front,
      offsetX: row.offset_x,
      offsetY: row.offset_y,
      dwellMilliseconds: row.dwell_milliseconds,
      // the hash of the evidence covers it: what was changed in the file is found by the project check
      ...(row.display === null ? {} : { display: JSON.parse(row.display) as ScreenDisplay }),
    },
    images,
    rulesId: row.rules_id,
    rulesVersion: row.rules_version,
  };
}

/** Hashes under which verdicts name evidence that is absent or is not what it was. */
export function* findBrokenEvidence(db: ReadableDatabase): Generator<{ plotId: number; detail: string }> {
  const rows = db.all<{ plotId: number; sha256: string }>(sql`
    SELECT plot_id AS plotId, evidence_sha256 AS sha256 FROM verdicts WHERE evidence_sha256 IS NOT NULL`);
  for (const { plotId, sha256 } of rows) {
    const evidence = readEvidence(db, sha256);
    if (evidence === undefined) yield { plotId, detail: `missing ${sha256}` };
    else if (hashEvidence(evidence) !== sha256) yield { plotId, detail: `changed ${sha256}` };
  }
}

interface EvidenceRow {
  readonly evidence_id: number;
  readonly min_x: number;
  readonly min_y: number;
  readonly max_x: number;
  readonly max_y: number;
  readonly comparison: string;
  readonly swipe: number;
  readonly swipe_direction: VerdictView['swipeDirection'];
  readonly fade: number;
  readonly front: VerdictView['front'];
  readonly offset_x: number;
  readonly offset_y: number;
  readonly dwell_milliseconds: number;
  readonly earlier_image_id: string | null;
  readonly later_image_id: string | null;
  readonly rules_id: string | null;
  readonly rules_version: string | null;
  readonly display: string | null;
}

function readImage(
  db: ReadableDatabase,
  side: EvidenceImage['side'],
  imageId: string | null,
): EvidenceImage | undefined {
  if (imageId === null) return undefined;
  return db.get<EvidenceImage>(sql`
    SELECT ${side} AS side, CAST(imagery_id AS TEXT) AS imageId, name, epoch, source_sha256 AS sourceSha256
    FROM imagery WHERE imagery_id = ${Number(imageId)}`);
}
