import { create } from 'zustand';
import type { PhotoRecord } from '../../shared/contract/records/photoRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { useCurrentPlot } from './currentPlotStore.ts';
import { showFailure } from './toastStore.ts';

interface PhotoState {
  readonly photos: readonly PhotoRecord[];
  /** The one shown large, in the list and on the map. */
  readonly openId: number | null;
}

/** Every photo of the project: for the map, the plot's pane and the pile that waits for a person. */
export const usePhotos = create<PhotoState>(() => ({ photos: [], openId: null }));

export function photosOfPlot(photos: readonly PhotoRecord[], plotId: number | null): readonly PhotoRecord[] {
  return plotId === null ? [] : photos.filter((photo) => photo.plotId === plotId);
}

export function openPhoto(openId: number | null): void {
  usePhotos.setState({ openId });
}

const askPhotos = createAnswerOrder();

export function refreshPhotos(): void {
  const isNewest = askPhotos();
  backend
    .call('photo.list', {})
    .then(({ photos }) => {
      if (isNewest()) usePhotos.setState({ photos });
    })
    .catch(showFailure);
}

/** Keeps the photos equal to the project's. Returns how to stop. */
export function followPhotos(): () => void {
  const stops = [
    backend.on('project.changed', ({ what, plotId }) => {
      // an undo may hang photos elsewhere, the verdict on one plot does not
      const undone = what === 'verdicts' && plotId === undefined;
      if (what === 'photos' || what === 'plots' || undone) refreshPhotos();
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId !== before.plotId) openPhoto(null);
    }),
  ];
  refreshPhotos();
  return () => {
    for (const stop of stops) stop();
  };
}
