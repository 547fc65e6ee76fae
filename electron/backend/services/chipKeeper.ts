import type { BackendContext } from '../backendContext.ts';
import { createPackReaders } from '../imagery/createPackReaders.ts';
import {
  type DrawnChip,
  listWaitingChips,
  listWaitingChipsOf,
  storeChips,
  type WaitingChip,
} from '../storage/project/evidenceChips.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';

/** The next plot and its pictures come first; a chip shows what no later import changes. */
const pauseMilliseconds = 3_000;
/** Once nobody judges, a breath between two rows is enough. */
const breathMilliseconds = 250;
/** Drawn between two looks at the clock, and one row of the log. */
const chipsPerRow = 8;

export interface ChipKeeper {
  /** Draws what waits once no verdict has come for a moment. */
  drawAtPause(by: string): void;
  /** Draws the chips of one evidence that are not there yet. Throws where a picture cannot be read. */
  drawNow(project: OpenProject, evidenceSha256: string, by: string): Promise<void>;
}

/** Keeps a small picture of each epoch with every verdict, drawn after it: the reviewer never waits for one. */
export function createChipKeeper({ session }: BackendContext): ChipKeeper {
  const packsOf = createPackReaders();
  /** What could not be drawn or kept is not tried again at each pause. */
  const tried: Set<string> = new Set();
  let timer: NodeJS.Timeout | undefined;

  const draw = async (project: OpenProject, waiting: WaitingChip): Promise<DrawnChip | undefined> => {
    const { evidenceSha256, side, imageId, extent, offsetX, offsetY, display } = waiting;
    const image = findImagery(project.database, imageId);
    if (image === undefined) return undefined;
    // on the screen the earlier picture was moved, so what stood there is ground the other way
    const [east, north] = side === 'earlier' ? [offsetX, offsetY] : [0, 0];
    const ground = {
      ...{ minX: extent.minX - east, maxX: extent.maxX - east },
      ...{ minY: extent.minY - north, maxY: extent.maxY - north },
    };
    // the first verdict does not wait for the drawing library to load
    const { renderViewChip } = await import('../imagery/renderViewChip.ts');
    return { evidenceSha256, side, webp: await renderViewChip(packsOf(project), image, ground, display) };
  };

  const drawWaiting = async (by: string, started: NodeJS.Timeout) => {
    const project = session.current();
    if (project === null) return;
    const waiting = listWaitingChips(project.database, chipsPerRow + tried.size)
      .filter((one) => !tried.has(nameOf(one)))
      .slice(0, chipsPerRow);
    const drawn: DrawnChip[] = [];
    for (const one of waiting) {
      tried.add(nameOf(one));
      const chip = await draw(project, one);
      if (chip !== undefined) drawn.push(chip);
      if (session.current() !== project) return;
      // the reviewer judges again: the rest has time
      if (timer !== started) break;
    }
    storeChips(project, drawn, by);
    if (timer === started && waiting.length === chipsPerRow) drawAfter(breathMilliseconds, by);
  };
  const drawAfter = (milliseconds: number, by: string) => {
    clearTimeout(timer);
    const started: NodeJS.Timeout = setTimeout(() => {
      // a picture that cannot be read, or a full disk, is told to who asks for the chip: judging goes on meanwhile
      drawWaiting(by, started).catch(() => {});
    }, milliseconds);
    // chips that wait must not keep a finished process alive: they are drawn at a later pause
    started.unref();
    timer = started;
  };

  return {
    drawAtPause: (by) => drawAfter(pauseMilliseconds, by),
    async drawNow(project, evidenceSha256, by) {
      // an earlier moment is shown: nothing is kept in it
      if (session.current() !== project) return;
      const drawn: DrawnChip[] = [];
      for (const one of listWaitingChipsOf(project.database, evidenceSha256)) {
        const chip = await draw(project, one);
        if (chip !== undefined) drawn.push(chip);
      }
      if (session.current() === project) storeChips(project, drawn, by);
    },
  };
}

function nameOf({ evidenceSha256, side }: WaitingChip): string {
  return `${evidenceSha256} ${side}`;
}
