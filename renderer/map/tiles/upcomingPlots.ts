import { create } from 'zustand';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { backend } from '../../backend/backend.ts';
import { useCurrentPlot, warmPlot } from '../../session/currentPlotStore.ts';
import { useQueue } from '../../session/queueStore.ts';

/** A tile that will be needed. */
export interface TileAhead {
  fetch(): Promise<unknown>;
  /** True while it is in memory, decoded, to be drawn at once. */
  isReady(): boolean;
}

/** Plots whose imagery is fetched and decoded while the reviewer looks at the one before them. */
const plotsAhead = 5;
/** Few enough that what the reviewer asks for meanwhile is not kept waiting. */
const fetchesAtOnce = 4;

/** One entry per plot ahead in the queue: true while all its tiles of both epochs are decoded and in memory. */
export const useUpcomingPlots = create<{ readonly ready: readonly boolean[] }>(() => ({ ready: [] }));

export interface TilePrefetch {
  /** To be called when the stage has drawn everything of the current plot. */
  drawn(): void;
  stop(): void;
}

/** Fetches ahead as soon as the current plot is drawn; a newer plot ends what was begun for an older one. */
export function prefetchUpcomingPlots(tilesOf: (bounds: Bounds) => readonly TileAhead[]): TilePrefetch {
  let generation = 0;
  let preparedFor: string | null = null;
  let drawnPlot: number | null = null;

  const prepare = async (index: number, asked: number) => {
    const { filter } = useQueue.getState();
    const { rows } = await backend.call('plot.query', { filter, offset: index + 1, limit: plotsAhead });
    if (asked !== generation) return;
    const wanted: (readonly TileAhead[] | null)[] = rows.map(() => null);
    // asked of the memory each time: on a large screen the last plots may push the first ones out of it
    const tell = () =>
      useUpcomingPlots.setState({
        ready: wanted.map((tiles) => tiles?.every((tile) => tile.isReady()) ?? false),
      });
    tell();
    for (const [place, { plotId }] of rows.entries()) {
      const { bounds } = await warmPlot(plotId);
      const tiles = tilesOf(bounds);
      await fetchAll(tiles, () => asked === generation);
      if (asked !== generation) return;
      wanted[place] = tiles;
      tell();
    }
  };
  /** The plot's place in the queue and its picture come in either order; once both are there the next ones begin. */
  const begin = () => {
    const { plotId, position } = useCurrentPlot.getState();
    if (plotId === null || plotId !== drawnPlot || position === null || position.index < 0) return;
    const wanted = `${plotId} ${position.index} ${JSON.stringify(useQueue.getState().filter)}`;
    if (wanted === preparedFor) return;
    preparedFor = wanted;
    generation++;
    // fetching ahead is a courtesy: what fails here is fetched, and reported, when it is shown
    prepare(position.index, generation).catch(() => undefined);
  };
  const stopFollowing = useCurrentPlot.subscribe((state, before) => {
    if (state.position !== before.position) begin();
  });
  return {
    drawn() {
      const { plotId, detail } = useCurrentPlot.getState();
      if (detail?.plotId !== plotId) return;
      drawnPlot = plotId;
      begin();
    },
    stop() {
      stopFollowing();
      generation++;
      useUpcomingPlots.setState({ ready: [] });
    },
  };
}

async function fetchAll(tiles: readonly TileAhead[], wanted: () => boolean): Promise<void> {
  const waiting = [...tiles];
  const work = async () => {
    for (let tile = waiting.shift(); tile !== undefined && wanted(); tile = waiting.shift())
      await tile.fetch();
  };
  await Promise.all(Array.from({ length: fetchesAtOnce }, work));
}
