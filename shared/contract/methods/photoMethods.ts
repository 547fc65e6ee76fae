import type { PhotoCandidate, PhotoImport, PhotoRecord } from '../records/photoRecords.ts';

/** Photos: copied into the project folder, hung on plots by hand or by position and bearing. */
export interface PhotoMethods {
  /** Without a plot each photo is matched by where it was taken and where it looks. */
  'photo.add': (request: { files: string[]; plotId?: number; by: string }) => PhotoImport;
  /** Those of a plot, those of none, or all. */
  'photo.list': (request: { plotId?: number; undecided?: boolean }) => { photos: PhotoRecord[] };
  'photo.image': (request: { photoId: number; size: 'thumbnail' | 'full' }) => { jpeg: Uint8Array };
  'photo.candidates': (request: { photoId: number }) => { candidates: PhotoCandidate[] };
  /** null takes the photo off its plot. */
  'photo.attach': (request: { photoId: number; plotId: number | null; by: string }) => PhotoRecord;
}
