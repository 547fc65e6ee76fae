import { useCurrentPlot } from '../session/currentPlotStore.ts';
import {
  beginSeeing,
  type EpochSide,
  forgetSeenPlots,
  markSeen,
  noteUnreadable,
  useSeenEpochs,
} from '../session/seenEpochsStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { epochsOnStage, useMap } from './mapStore.ts';

/** Shorter than this an image was on the screen but not looked at. */
const lookMilliseconds = 400;
const sides: readonly EpochSide[] = ['earlier', 'later'];

export interface SeenEpochsFollower {
  /** To be called when the stage has drawn everything it was asked to. */
  drawn(): void;
  stop(): void;
}

/**
 * Notes which epochs of the current plot were looked at: fully drawn and on the stage for 0.4 s without a break.
 * `plotIsOn` says whether the present view still shows the plot, `failureOf` why an image in it could not be read: an
 * image that is not there is never seen, and the reviewer is told once why.
 */
export function followSeenEpochs(
  plotIsOn: () => boolean,
  failureOf: (imageId: string) => unknown,
): SeenEpochsFollower {
  const told = new Set<string>();
  const timers = new Map<EpochSide, ReturnType<typeof setTimeout>>();

  const drop = (side: EpochSide) => {
    clearTimeout(timers.get(side));
    timers.delete(side);
  };
  const begin = () => {
    for (const side of sides) drop(side);
    const { earlierImageId, laterImageId } = useMap.getState();
    beginSeeing(useCurrentPlot.getState().plotId, earlierImageId !== null && earlierImageId !== laterImageId);
  };
  /** What left the stage must be looked at anew; what came on it counts only once it is drawn. */
  const dropHidden = () => {
    const shown = epochsOnStage(useMap.getState());
    for (const side of sides) if (!shown.includes(side)) drop(side);
  };
  const isUnreadable = (side: EpochSide): boolean => {
    const { earlierImageId, laterImageId } = useMap.getState();
    const imageId = side === 'earlier' ? earlierImageId : laterImageId;
    const failure = imageId === null ? null : failureOf(imageId);
    noteUnreadable(side, failure !== null);
    if (failure === null || imageId === null) {
      if (imageId !== null) told.delete(imageId);
      return false;
    }
    drop(side);
    if (!told.has(imageId)) showFailure(failure);
    told.add(imageId);
    return true;
  };
  const stops = [
    useMap.subscribe((state, before) => {
      if (state.earlierImageId !== before.earlierImageId || state.laterImageId !== before.laterImageId) {
        forgetSeenPlots();
        begin();
      } else dropHidden();
    }),
    useCurrentPlot.subscribe((state) => {
      if (state.plotId !== useSeenEpochs.getState().plotId) begin();
    }),
  ];
  forgetSeenPlots();
  begin();

  return {
    drawn() {
      const { plotId, detail } = useCurrentPlot.getState();
      if (detail === null || detail.plotId !== plotId || !plotIsOn()) return;
      for (const side of epochsOnStage(useMap.getState())) {
        if (isUnreadable(side)) continue;
        if (timers.has(side) || useSeenEpochs.getState()[side]) continue;
        timers.set(
          side,
          setTimeout(() => markSeen(side), lookMilliseconds),
        );
      }
    },
    stop() {
      for (const stop of stops) stop();
      for (const side of sides) drop(side);
    },
  };
}
