import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const { followSeenEpochs } = await import('../../../../renderer/map/followSeenEpochs.ts');
const { createMosaic } = await import('../../../../renderer/map/layers/createMosaic.ts');
const { setMap, useMap } = await import('../../../../renderer/map/mapStore.ts');
const { forgetTiles } = await import('../../../../renderer/map/tiles/decodedTiles.ts');
const { useCurrentPlot } = await import('../../../../renderer/session/currentPlotStore.ts');
const { seenEpochsHint, useSeenEpochs, verdictsAreOpen } = await import(
  '../../../../renderer/session/seenEpochsStore.ts'
);
const { dismissToast, useToast } = await import('../../../../renderer/session/toastStore.ts');

const lookMilliseconds = 400;
let isMissing = false;
/** One tile of an image whose file may be gone, as the map asks for it. */
const image = { id: 'before', tileOrigin: [0, 0], tileSize: 256, resolutions: [1] } as never;
const block = { z: 0, left: 0, right: 0, top: 0, bottom: 0 };

async function drawnMosaic() {
  const mosaic = createMosaic(image, () => {});
  mosaic.sheetsOf(block);
  await vi.waitUntil(() => mosaic.isComplete());
  return mosaic;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => null }) });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 256, height: 256 }));
  const call = async () => {
    if (isMissing) throw new Error('找不到文件“2023-05.gpkg”');
    return new Uint8Array(1);
  };
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  setMap({ earlierImageId: 'before', laterImageId: 'after', comparison: 'swipe' });
  useCurrentPlot.setState({ plotId: 7, detail: { plotId: 7 } as never });
});
afterEach(() => {
  vi.useRealTimers();
  forgetTiles();
  dismissToast();
});
afterAll(() => {
  vi.unstubAllGlobals();
  useMap.setState(useMap.getInitialState(), true);
  useCurrentPlot.setState(useCurrentPlot.getInitialState(), true);
  useSeenEpochs.setState(useSeenEpochs.getInitialState(), true);
});

it('takes no image for seen whose file is gone, says why once, and opens the verdicts when it is back', async () => {
  isMissing = true;
  let mosaic = await drawnMosaic();
  const follower = followSeenEpochs(
    () => true,
    (imageId) => (imageId === 'before' ? mosaic.failure() : null),
  );
  follower.drawn();
  vi.advanceTimersByTime(2 * lookMilliseconds);
  expect(useSeenEpochs.getState()).toMatchObject({ earlier: false, later: true, unreadable: ['earlier'] });
  expect(verdictsAreOpen(useSeenEpochs.getState())).toBe(false);
  expect(seenEpochsHint(useSeenEpochs.getState())).toContain('前时相影像读不出');
  expect(useToast.getState().toast?.text).toContain('2023-05.gpkg');
  dismissToast();
  follower.drawn();
  expect(useToast.getState().toast).toBeNull();

  isMissing = false;
  mosaic = await drawnMosaic();
  follower.drawn();
  vi.advanceTimersByTime(2 * lookMilliseconds);
  expect(useSeenEpochs.getState()).toMatchObject({ earlier: true, later: true, unreadable: [] });
  expect(verdictsAreOpen(useSeenEpochs.getState())).toBe(true);
  follower.stop();
});
