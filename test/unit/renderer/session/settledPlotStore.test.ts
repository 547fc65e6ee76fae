import { afterAll, expect, it } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';
import {
  forgetWarm,
  selectPlot,
  useCurrentPlot,
  warmPlot,
} from '../../../../renderer/session/currentPlotStore.ts';
import { drawPicturesBy, tellDrawn } from '../../../../renderer/session/plotDrawn.ts';
import { useSettledPlot } from '../../../../renderer/session/settledPlotStore.ts';

afterAll(() => {
  forgetWarm();
  useCurrentPlot.setState(useCurrentPlot.getInitialState(), true);
});

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('draws the next plot at once and lets the bill and the history follow its picture', async () => {
  const asked: string[] = [];
  const call = async (method: string, { plotId }: { plotId: number }) => {
    asked.push(`${method} ${plotId}`);
    if (method === 'plot.get') return { plotId, plotNo: `no ${plotId}` };
    if (method === 'plot.geometry') return { wkb: new Uint8Array([plotId]) };
    if (method === 'eligibility.bill') return { plotNo: `no ${plotId}` };
    if (method === 'plot.pieces') return { pieces: [] };
    if (method === 'review.log') return { commands: [{ sequence: plotId }] };
    if (method === 'markup.list') return { markup: [], parts: [], boundary: null };
    return { index: 0, previousPlotId: null, nextPlotId: null, nextUnjudgedPlotId: null };
  };
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  const drawn: (string | undefined)[] = [];
  const leave = drawPicturesBy(() => drawn.push(useCurrentPlot.getState().detail?.plotNo));
  await Promise.all([1, 2].map(warmPlot));

  selectPlot(1, 'keys');
  tellDrawn(1);
  await nextTurn();
  expect(useSettledPlot.getState().bill?.plotNo).toBe('no 1');

  asked.length = 0;
  selectPlot(2, 'keys');
  expect(drawn).toEqual(['no 1', 'no 2']);
  await nextTurn();
  // number, verdict and picture are the new plot's; what follows is still the old one's, and nothing was asked for
  expect(useCurrentPlot.getState()).toMatchObject({ plotId: 2, detail: { plotNo: 'no 2' } });
  expect(useSettledPlot.getState()).toMatchObject({ plotId: 1, bill: { plotNo: 'no 1' } });
  expect(asked).toEqual([]);

  tellDrawn(2);
  await nextTurn();
  expect(useSettledPlot.getState()).toMatchObject({
    plotId: 2,
    bill: { plotNo: 'no 2' },
    history: [{ sequence: 2 }],
  });
  expect(asked).toEqual(['plot.position 2']);

  // a plot that was not read ahead is drawn when its facts have come, with the frame that shows them
  selectPlot(3, 'list');
  expect(drawn).toHaveLength(2);
  tellDrawn(3);
  await nextTurn();
  expect(useSettledPlot.getState()).toMatchObject({ plotId: 3, bill: { plotNo: 'no 3' } });
  leave();
});
