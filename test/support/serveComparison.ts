import { expect } from 'vitest';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import type { ReviewWindow } from '../e2e/pages/ReviewWindow.ts';
import { meanDifference, type Picture } from './pictures.ts';
import { type ServedSample, serveSample } from './serveSample.ts';

interface WholeEpochs {
  readonly first: Picture;
  readonly second: Picture;
}

export interface ServedComparison {
  readonly client: ServedSample['client'];
  readonly images: () => { readonly earlier: ImagerySummary; readonly later: ImagerySummary };
  /** The window of the test before, on a plot in the middle of the county: imagery reaches to all edges of the stage. */
  readonly inWindow: ServedSample['inSameWindow'];
}

/** The sample county for tests that compare its two epochs; call it once, outside the tests. */
export function serveComparison(): ServedComparison {
  let images: { earlier: ImagerySummary; later: ImagerySummary };
  const { client, inSameWindow } = serveSample(async (opened) => {
    const { imagery } = await opened.call('project.info', {});
    const [earlier, later] = [...imagery].sort((a, b) => a.epoch.localeCompare(b.epoch));
    if (earlier === undefined || later === undefined) throw new Error('the sample has no two epochs');
    images = { earlier, later };
  });
  return {
    client,
    images: () => images,
    inWindow: (size, act, options) =>
      inSameWindow(
        size,
        async (window) => {
          const { rows } = await client().call('plot.query', { offset: 1_100, limit: 1 });
          await window.goToPlot(rows[0]?.plotNo ?? '');
          await act(window);
        },
        options,
      ),
  };
}

/** The two epochs as the single view shows them now, without lines: what the other ways are compared with. */
export async function pictureEpochs(window: ReviewWindow): Promise<WholeEpochs> {
  await window.comparison('单图').click();
  await window.page.keyboard.down('KeyH');
  const second = await window.steadyPicture();
  await window.page.keyboard.down('Space');
  const first = await window.steadyPicture();
  await window.page.keyboard.up('Space');
  await window.page.keyboard.up('KeyH');
  expect(meanDifference(first, second, window.freeBand(first))).toBeGreaterThan(5);
  return { first, second };
}

const pictured = new WeakMap<ReviewWindow['page'], WholeEpochs>();

/** The same as they were when this window was first asked: a later test has to leave them so. */
export async function unchangedEpochs(window: ReviewWindow): Promise<WholeEpochs> {
  const before = pictured.get(window.page);
  if (before !== undefined) return before;
  const epochs = await pictureEpochs(window);
  pictured.set(window.page, epochs);
  return epochs;
}
