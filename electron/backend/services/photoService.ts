import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { PhotoMethods } from '../../../shared/contract/methods/photoMethods.ts';
import type { PhotoCandidate, PhotoRecord } from '../../../shared/contract/records/photoRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { describeError } from '../../../shared/text/errors.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { matchPhotoToPlots } from '../photos/matchPhotoToPlots.ts';
import { keepPhoto, renderPhoto } from '../photos/photoStore.ts';
import { readPhotoFile } from '../photos/readPhotoFile.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { addPhotos, attachPhoto, type PlacedPhoto } from '../storage/project/photoCommands.ts';
import { findPhoto, findPhotoByHash, listPhotos, type StoredPhoto } from '../storage/project/photos.ts';
import { findPlotNumber } from '../storage/project/plots.ts';

export function createPhotoHandlers({ session, emit }: BackendContext): Pick<Handlers, keyof PhotoMethods> {
  const changed = () => emit('project.changed', { what: 'photos' });
  return {
    async 'photo.add'({ files, plotId, by }, { signal, reportProgress }) {
      const project = session.require('添加照片');
      if (plotId !== undefined && findPlotNumber(project.database, plotId) === undefined) {
        throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
      }
      const placed = new Map<string, PlacedPhoto>();
      const failed: { file: string; reason: string }[] = [];
      let known = 0;
      for (const [index, file] of files.entries()) {
        if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '添加照片' });
        reportProgress('读取照片', index, files.length);
        try {
          const { bytes, photo } = await readPhotoFile(file, project.crs);
          if (placed.has(photo.sha256) || findPhotoByHash(project.database, photo.sha256) !== undefined) {
            known++;
            continue;
          }
          await keepPhoto(project.directory, photo.sha256, bytes);
          placed.set(photo.sha256, {
            photo,
            plotId: plotId ?? matchPhotoToPlots(project, photo).chosen,
            how: plotId === undefined ? 'matched' : 'hand',
          });
        } catch (error) {
          // one unreadable picture does not stop the others; a full disk stops all
          if (!(error instanceof AppError) || !/^FILE_(NOT_FOUND|UNREADABLE)$/.test(error.code)) throw error;
          failed.push({ file, reason: describeError(error.code, error.params) });
        }
      }
      addPhotos(project, [...placed.values()], by);
      if (placed.size > 0) changed();
      const matched = [...placed.values()].filter((one) => one.plotId !== undefined).length;
      return { added: placed.size, known, matched, undecided: placed.size - matched, failed };
    },

    'photo.list': ({ plotId, undecided }) => {
      const { database } = session.require('查看照片');
      const filter =
        plotId !== undefined ? { plotId } : undecided ? ({ unmatched: true } as const) : undefined;
      return { photos: listPhotos(database, filter).map(toRecord) };
    },

    'photo.image': async ({ photoId, size }) => {
      const project = session.require('查看照片');
      const photo = requirePhoto(project, photoId);
      return { jpeg: await renderPhoto(project.directory, photo, size) };
    },

    'photo.candidates': ({ photoId }) => {
      const project = session.require('匹配照片');
      const { candidates } = matchPhotoToPlots(project, requirePhoto(project, photoId));
      return {
        candidates: candidates.map(({ plotId, share, distanceMeters }): PhotoCandidate => {
          const plotNo = findPlotNumber(project.database, plotId) ?? '';
          return { plotId, plotNo, share, distanceMeters };
        }),
      };
    },

    'photo.attach': ({ photoId, plotId, by }) => {
      const photo = attachPhoto(session.require('挂接照片'), photoId, plotId, by);
      changed();
      return toRecord(photo);
    },
  };
}

function requirePhoto({ database }: OpenProject, photoId: number): StoredPhoto {
  const photo = findPhoto(database, photoId);
  if (photo === undefined) throw new AppError('PHOTO_NOT_FOUND', { photoId });
  return photo;
}

function toRecord({ addedBy: _by, addedAtUtc: _at, ...photo }: StoredPhoto): PhotoRecord {
  return photo;
}
