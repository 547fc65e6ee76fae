import { useCurrentPlot } from '../session/currentPlotStore.ts';
import {
  beginSeeing,
  type EpochSide,
  forgetSeenPlots,
  markSeen,
  useSeenEpochs,
} from '../session/seenEpochsStore.ts';
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
 * `plotIsOn` says whether the present view still shows the plot.
 */
export function followSeenEpochs(plotIsOn: () => boolean): SeenEpochsFollower {
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
