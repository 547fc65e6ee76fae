import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';
import { useCurrentPlot } from '../../../../renderer/session/currentPlotStore.ts';
import { noteListChange, useQueue } from '../../../../renderer/session/queueStore.ts';
import {
  emptySelection,
  extendSelection,
  onceChosen,
  selectAll,
  selectNothing,
  selectRange,
  toggleSelected,
  useSelection,
} from '../../../../renderer/session/selectionStore.ts';
import { useToast } from '../../../../renderer/session/toastStore.ts';
import { inOrder } from '../../../../renderer/session/verdictOrder.ts';

/** The list as the backend has it; the window is told of changes to it late. */
let list: number[] = [];

const answers: Record<string, (request: { plotId: number; offset: number; limit: number }) => unknown> = {
  'plot.position': ({ plotId }) => ({
    index: list.indexOf(plotId),
    previousPlotId: null,
    nextPlotId: null,
    nextUnjudgedPlotId: null,
  }),
  'plot.query': ({ offset, limit }) => ({
    rows: list.slice(offset, offset + limit).map((plotId) => ({ plotId })),
    total: list.length,
  }),
};

beforeEach(() => {
  list = [11, 12, 13, 14, 15, 16];
  const call = async (method: string, request: never) => {
    await new Promise((resolve) => setImmediate(resolve));
    return answers[method]?.(request);
  };
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  selectNothing();
  useToast.setState(useToast.getInitialState(), true);
  useCurrentPlot.setState({ plotId: 12, position: null });
});

afterAll(() => {
  selectNothing();
  useCurrentPlot.setState(useCurrentPlot.getInitialState(), true);
  useQueue.setState(useQueue.getInitialState(), true);
  useToast.setState(useToast.getInitialState(), true);
});

const chosen = () => [...useSelection.getState().selected];
/** After everything asked for so far. */
const done = () => new Promise<void>((resolve) => inOrder(async () => resolve()));

describe('choosing plots by keys', () => {
  it('takes every key of a row of presses, down and back up', async () => {
    for (let i = 0; i < 3; i++) extendSelection(1);
    await done();
    expect(chosen()).toEqual([12, 13, 14, 15]);
    for (let i = 0; i < 4; i++) extendSelection(-1);
    await done();
    expect(chosen()).toEqual([11, 12]);
  });

  it('stops at both ends of the list without counting the keys beyond', async () => {
    for (let i = 0; i < 9; i++) extendSelection(1);
    extendSelection(-1);
    await done();
    expect(chosen()).toEqual([12, 13, 14, 15]);
    for (let i = 0; i < 9; i++) extendSelection(-1);
    extendSelection(1);
    await done();
    // back at the plot itself, which alone is no selection
    expect(chosen()).toEqual([]);
  });

  it('begins where the plot stands after an undo that was asked for before, not where it stood', async () => {
    // four verdicts took their plots out of the list, and the window shows that
    const whole = list;
    list = [15, 16];
    useQueue.setState({ total: 2 });
    const hidden = { index: -1, previousPlotId: null, nextPlotId: null, nextUnjudgedPlotId: null };
    useCurrentPlot.setState({ position: hidden });
    inOrder(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      list = whole;
      noteListChange();
      useCurrentPlot.setState({ plotId: 11 });
    });
    for (let i = 0; i < 3; i++) extendSelection(1);
    await done();
    expect(chosen()).toEqual([11, 12, 13, 14]);
  });

  it('says why nothing can be chosen from a plot that the filter hides', async () => {
    useCurrentPlot.setState({ plotId: 99 });
    extendSelection(1);
    await done();
    expect(chosen()).toEqual([]);
    expect(useToast.getState().toast?.text).toMatch('当前图斑不在清单里');
  });
});

describe('choosing plots with the mouse', () => {
  it('chooses up to the row that was clicked, wherever it stands by now, and goes on from it by keys', async () => {
    list = [11, 12, 14, 13, 15, 16];
    selectRange(13);
    await done();
    expect(chosen()).toEqual([12, 14, 13]);
    extendSelection(1);
    await done();
    expect(chosen()).toEqual([12, 14, 13, 15]);
  });

  it('lets what is chosen at once win over a range that is still being read', async () => {
    selectAll();
    toggleSelected(16);
    await done();
    expect(chosen()).toEqual([12, 16]);
    selectAll();
    selectNothing();
    await done();
    expect(chosen()).toEqual([]);
  });
});

describe('what works on chosen plots', () => {
  it('waits for the keys pressed before it, and is done at once where there are none', async () => {
    const act = vi.fn(() => chosen());
    extendSelection(1);
    onceChosen(act);
    expect(act).not.toHaveBeenCalled();
    await done();
    expect(act).toHaveReturnedWith([12, 13]);
    onceChosen(act);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('keeps what was chosen by a key after it', async () => {
    extendSelection(1);
    inOrder(async () => emptySelection());
    extendSelection(1);
    await done();
    expect(chosen()).toEqual([12, 13]);
    inOrder(async () => emptySelection());
    await done();
    expect(chosen()).toEqual([]);
  });
});
