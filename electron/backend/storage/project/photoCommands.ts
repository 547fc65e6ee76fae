import { targetOfPhoto } from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';
import {
  findPhoto,
  findPhotoByHash,
  insertPhoto,
  type NewPhoto,
  nextPhotoId,
  type StoredPhoto,
} from './photos.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots, type PlotChange } from './reviewCommands.ts';

/** A photo to keep, with the plot it shows where that is known. */
export interface PlacedPhoto {
  readonly photo: NewPhoto;
  readonly plotId: number | undefined;
  readonly how: 'hand' | 'matched';
}

/**
 * Takes new photos into the project, and hangs those on plots whose plot is known: one step to undo, which takes
 * them off their plots again; the photos stay. Pictures that are there already must have been left out.
 */
export function addPhotos(project: CommandTarget, photos: readonly PlacedPhoto[], by: string): void {
  const db = project.database;
  const first = nextPhotoId(db);
  for (const { photo } of photos) {
    if (findPhotoByHash(db, photo.sha256) !== undefined) throw new Error(`photo ${photo.sha256} is there`);
  }
  const command: Command = {
    kind: 'photo.add',
    target: 'photos',
    by,
    oldValue: null,
    newValue: photos.map(({ photo }, index) => ({
      photoId: first + index,
      name: photo.name,
      sha256: photo.sha256,
    })),
  };
  const insertAll = ({ atUtc }: { readonly atUtc: string }) => {
    photos.forEach(({ photo }, index) => {
      insertPhoto(db, first + index, photo, { by, atUtc });
    });
  };
  const changes = photos.flatMap(({ plotId, how }, index): PlotChange[] =>
    plotId === undefined ? [] : [{ plotId, target: targetOfPhoto(plotId, first + index), value: how }],
  );
  if (changes.length > 0) changePlots(project, 'review.photo', changes, by, { command, write: insertAll });
  else if (photos.length > 0) runCommand(project, command, (_, moment) => insertAll(moment));
}

/** Hangs a photo on a plot, or takes it off (null). Throws PHOTO_NOT_FOUND, PLOT_NOT_FOUND. */
export function attachPhoto(
  project: CommandTarget,
  photoId: number,
  plotId: number | null,
  by: string,
): StoredPhoto {
  const db = project.database;
  const photo = findPhoto(db, photoId);
  if (photo === undefined) throw new AppError('PHOTO_NOT_FOUND', { photoId });
  if (plotId !== null && findPlotNumber(db, plotId) === undefined) {
    throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
  }
  const changes: PlotChange[] = [];
  if (photo.plotId !== null && photo.plotId !== plotId) {
    changes.push({ plotId: photo.plotId, target: targetOfPhoto(photo.plotId, photoId), value: null });
  }
  if (plotId !== null && photo.plotId !== plotId) {
    changes.push({ plotId, target: targetOfPhoto(plotId, photoId), value: 'hand' });
  }
  if (changes.length > 0) changePlots(project, 'review.photo', changes, by);
  return findPhoto(db, photoId) ?? photo;
}
