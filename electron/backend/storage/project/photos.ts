import { targetOfPhoto } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createLedgerAndPhotos } from './migrations/0017-create-ledger-and-photos.ts';
import type { ReviewThing } from './reviewThing.ts';

/** A photo as stored; what its camera did not write is null. */
export interface StoredPhoto {
  readonly photoId: number;
  readonly sha256: string;
  /** Name of the file it came from, without a path. */
  readonly name: string;
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Project CRS. */
  readonly x: number | null;
  readonly y: number | null;
  readonly bearing: number | null;
  readonly mapBearing: number | null;
  readonly accuracyMeters: number | null;
  readonly width: number;
  readonly height: number;
  readonly addedBy: string;
  readonly addedAtUtc: string;
  readonly plotId: number | null;
  readonly plotNo: string | null;
  readonly how: 'hand' | 'matched' | null;
}

export type NewPhoto = Omit<StoredPhoto, 'photoId' | 'addedBy' | 'addedAtUtc' | 'plotId' | 'plotNo' | 'how'>;

export type PhotoFilter = { readonly plotId: number } | { readonly unmatched: true } | undefined;

/** Photos of a plot, those of none, or all; in the order they were taken. */
export function listPhotos(db: ReadableDatabase, filter: PhotoFilter): StoredPhoto[] {
  const where =
    filter === undefined
      ? sql``
      : 'plotId' in filter
        ? sql`WHERE l.plot_id = ${filter.plotId}`
        : sql`WHERE l.plot_id IS NULL`;
  return db.all<StoredPhoto>(sql`${selectPhotos} ${where} ORDER BY f.taken_at, f.photo_id`);
}

export function findPhoto(db: ReadableDatabase, photoId: number): StoredPhoto | undefined {
  return db.get<StoredPhoto>(sql`${selectPhotos} WHERE f.photo_id = ${photoId}`);
}

/** The id under which a picture is already there; undefined for a new one. */
export function findPhotoByHash(db: ReadableDatabase, sha256: string): number | undefined {
  return db.value<number>(sql`SELECT photo_id FROM photos WHERE sha256 = ${sha256}`);
}

export function nextPhotoId(db: ReadableDatabase): number {
  return (db.value<number>(sql`SELECT max(photo_id) FROM photos`) ?? 0) + 1;
}

/** Inside runCommand. */
export function insertPhoto(
  db: WritableDatabase,
  photoId: number,
  photo: NewPhoto,
  added: { readonly by: string; readonly atUtc: string },
): void {
  db.run(sql`
    INSERT INTO photos (photo_id, sha256, name, taken_at, longitude, latitude, x, y, bearing, map_bearing,
      accuracy_meters, width, height, added_by, added_at_utc)
    VALUES (${photoId}, ${photo.sha256}, ${photo.name}, ${photo.takenAt}, ${photo.longitude}, ${photo.latitude},
      ${photo.x}, ${photo.y}, ${photo.bearing}, ${photo.mapBearing}, ${photo.accuracyMeters}, ${photo.width},
      ${photo.height}, ${added.by}, ${added.atUtc})`);
}

/** That a photo shows a plot: how that is known, as its value. */
export const photoThing: ReviewThing = {
  since: createLedgerAndPhotos.number,
  read: (db, { plotId, itemId }) =>
    db.value<string>(sql`SELECT how FROM photo_plots WHERE photo_id = ${itemId} AND plot_id = ${plotId}`) ??
    null,
  write(db, { plotId, itemId }, value) {
    db.run(sql`DELETE FROM photo_plots WHERE photo_id = ${itemId} AND plot_id = ${plotId}`);
    if (value === 'hand' || value === 'matched') {
      db.run(sql`INSERT INTO photo_plots (photo_id, plot_id, how) VALUES (${itemId}, ${plotId}, ${value})`);
    }
  },
  *list(db) {
    const rows = db.iterate<{ photo_id: number; plot_id: number; how: string }>(
      sql`SELECT photo_id, plot_id, how FROM photo_plots`,
    );
    for (const { photo_id, plot_id, how } of rows)
      yield { target: targetOfPhoto(plot_id, photo_id), value: how };
  },
};

const selectPhotos = sql`
  SELECT f.photo_id AS photoId, f.sha256, f.name, f.taken_at AS takenAt, f.longitude, f.latitude, f.x, f.y,
    f.bearing, f.map_bearing AS mapBearing, f.accuracy_meters AS accuracyMeters, f.width, f.height,
    f.added_by AS addedBy, f.added_at_utc AS addedAtUtc, l.plot_id AS plotId, p.plot_no AS plotNo, l.how
  FROM photos f
  LEFT JOIN photo_plots l ON l.photo_id = f.photo_id
  LEFT JOIN plots p ON p.plot_id = l.plot_id`;
