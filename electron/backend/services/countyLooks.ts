import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import {
  type LookSpreads,
  measureSpreads,
  type PlotLooks,
  type RankedPlot,
  rankInSteps,
} from '../../../shared/domain/review/rankSimilarPlots.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Foreground } from '../foreground.ts';
import { createPackReader } from '../imagery/createPackReader.ts';
import { measureSignatures, type PlotSignatures } from '../imagery/measureSignatures.ts';
import { readLastSequence, readStructureSequence } from '../storage/project/commandLog.ts';
import { listImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import {
  listPlotsChangedAfter,
  type PlotTraits,
  readTraitsAfter,
  readTraitsOf,
} from '../storage/project/plotTraits.ts';

const stage = '比较图斑的前后影像';
/** The window has come to rest: nobody presses keys in a row. */
const restMilliseconds = 1_000;
/** Between two slices the window only has to have its answers. */
const pauseMilliseconds = 100;
/** No longer than this at a time: a key that is pressed meanwhile waits for one slice. */
const sliceMilliseconds = 4;
const rowsPerSlice = 500;
/** Beyond so many changed plots all are read again. */
const mostChanged = 500;

export interface LooksCall {
  readonly onProgress: (stage: string, done: number, total: number) => void;
  readonly isCancelled: () => boolean;
}

/** How all plots of one project look: measured once, then kept up with what the command log says has changed. */
export interface CountyLooks {
  /** Unjudged plots like a judged one, the surest first. Throws OPERATION_CANCELLED. */
  rank(plotId: number, call: LooksCall): Promise<readonly RankedPlot[]>;
}

/** Everything is done in slices of milliseconds while nobody else waits for the backend. */
export function createCountyLooks(project: OpenProject, whenQuiet: Foreground['whenQuiet']): CountyLooks {
  const { database } = project;
  /** By plot: where it lay and which images were there when it was measured; null where they do not cover it. */
  const measured = new Map<number, { readonly stamp: string; readonly signatures: PlotSignatures | null }>();
  const looks = new Map<number, PlotLooks>();
  let spreads: LookSpreads = { later: [], earlier: [] };
  let structure = -1;
  let sequence = -1;
  let images = '';
  /** One question after the other: they share what is kept. */
  let last: Promise<unknown> = Promise.resolve();

  const breathe = async ({ isCancelled }: LooksCall, milliseconds = pauseMilliseconds) => {
    await whenQuiet(milliseconds);
    if (isCancelled()) throw new AppError('OPERATION_CANCELLED', { operation: stage });
  };
  const inSlices = async <T>(steps: Generator<void, T>, call: LooksCall): Promise<T> => {
    for (;;) {
      await breathe(call);
      const end = performance.now() + sliceMilliseconds;
      while (performance.now() < end) {
        const step = steps.next();
        if (step.done === true) return step.value;
      }
    }
  };

  const put = (traits: PlotTraits) => {
    const signatures = measured.get(traits.plotId)?.signatures ?? null;
    if (signatures !== null) looks.set(traits.plotId, { ...traits, ...signatures });
  };

  /** Reads all plots, measures those that are new or lie elsewhere, and reckons the spreads of the county. */
  const readCounty = async (call: LooksCall): Promise<void> => {
    const read = readLastSequence(database);
    const pair = newestPair(project);
    looks.clear();
    structure = -1;
    if (pair === undefined) return;
    images = pair.map(({ id }) => id).join(' ');
    await breathe(call, restMilliseconds);
    const all: PlotTraits[] = [];
    for (;;) {
      const rows = readTraitsAfter(database, all.at(-1)?.plotId ?? 0, rowsPerSlice);
      all.push(...rows);
      if (rows.length < rowsPerSlice) break;
      await breathe(call);
    }
    const missing = all.filter((traits) => measured.get(traits.plotId)?.stamp !== stampOf(traits));
    if (missing.length > 0) await measureMissing(missing, pair, call);
    for (const traits of all) put(traits);
    spreads = await inSlices(measureSpreads([...looks.values()]), call);
    structure = readStructureSequence(database) <= read ? read : -1;
    sequence = read;
  };
  const stampOf = ({ minX, minY, maxX, maxY }: PlotTraits) => [images, minX, minY, maxX, maxY].join(' ');

  const measureMissing = async (
    missing: readonly PlotTraits[],
    [earlier, later]: readonly [ImagerySummary, ImagerySummary],
    call: LooksCall,
  ) => {
    const stamps = new Map(missing.map((traits) => [traits.plotId, stampOf(traits)]));
    const packs = createPackReader(project);
    try {
      await measureSignatures(project, packs, {
        ...{ earlier, later, places: missing, isCancelled: call.isCancelled },
        onProgress: (done, total) => call.onProgress(stage, done, total),
        onMeasured: (plotId, signatures) =>
          measured.set(plotId, { stamp: stamps.get(plotId) ?? '', signatures: signatures ?? null }),
        breath: () => breathe(call),
      });
    } finally {
      packs.close();
    }
  };

  /** Brings what is kept up to the newest command. */
  const follow = async (call: LooksCall): Promise<void> => {
    if (readStructureSequence(database) > structure) return readCounty(call);
    const now = readLastSequence(database);
    const changed = listPlotsChangedAfter(database, sequence, mostChanged);
    if (changed === undefined) return readCounty(call);
    for (const traits of readTraitsOf(database, changed)) put(traits);
    sequence = now;
  };

  return {
    rank(plotId, call) {
      const asked = last.then(async () => {
        await breathe(call);
        await follow(call);
        return inSlices(rankInSteps(looks, spreads, plotId), call);
      });
      // the next question is asked whatever became of this one
      last = asked.catch(() => {});
      return asked;
    },
  };
}

/** The two newest images are compared; with fewer there is nothing that could have changed. */
function newestPair({ database }: OpenProject): readonly [ImagerySummary, ImagerySummary] | undefined {
  const images = [...listImagery(database)].sort((a, b) => a.epoch.localeCompare(b.epoch));
  const [earlier, later] = images.slice(-2);
  return earlier === undefined || later === undefined ? undefined : [earlier, later];
}
