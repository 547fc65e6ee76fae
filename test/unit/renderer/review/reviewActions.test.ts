import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';
import {
  reloadCurrentPlot,
  selectPlot,
  useCurrentPlot,
} from '../../../../renderer/session/currentPlotStore.ts';
import { tellDrawn } from '../../../../renderer/session/plotDrawn.ts';
import { inOrder, useLastVerdict } from '../../../../renderer/session/verdictOrder.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
const { setDraft, useDrafts } = await import('../../../../renderer/review/draftStore.ts');
const { decide, go, toggleFlag, undo } = await import('../../../../renderer/review/reviewActions.ts');
const { useReview } = await import('../../../../renderer/review/reviewStore.ts');
const { useProject } = await import('../../../../renderer/session/projectStore.ts');
const { useSeenEpochs } = await import('../../../../renderer/session/seenEpochsStore.ts');
const { useToast } = await import('../../../../renderer/session/toastStore.ts');

interface Plot {
  plotId: number;
  flagged: boolean;
  note: string;
  verdictCode: string | null;
}

/** The plots as the backend has them, in the order of the list. */
let plots: Plot[] = [];
/** Methods whose answer waits until it is let go, in the order they were asked. */
let held: { readonly method: string; readonly answer: () => void }[] = [];
let holding = new Set<string>();

const plotOf = (plotId: number): Plot => {
  const plot = plots.find((one) => one.plotId === plotId);
  if (plot === undefined) throw new Error(`no plot ${plotId}`);
  return plot;
};
const neighbour = (plotId: number, step: number) =>
  plots[plots.findIndex((one) => one.plotId === plotId) + step]?.plotId ?? null;
/** Done when it is asked, like in the backend, whenever the answer arrives. */
const answers: Record<string, (request: Plot) => unknown> = {
  'plot.get': ({ plotId }) => ({ ...plotOf(plotId), status: 'unjudged', answers: {} }),
  'plot.geometry': () => ({ wkb: new Uint8Array() }),
  'plot.pieces': () => ({ pieces: [] }),
  'eligibility.bill': () => ({ lines: [] }),
  'review.log': () => ({ commands: [] }),
  'markup.list': () => ({ markup: [], parts: [], boundary: null }),
  'plot.position': ({ plotId }) => ({
    index: plots.findIndex((one) => one.plotId === plotId),
    previousPlotId: neighbour(plotId, -1),
    nextPlotId: neighbour(plotId, 1),
    nextUnjudgedPlotId: neighbour(plotId, 1),
  }),
  'review.flag': ({ plotId, flagged }) => Object.assign(plotOf(plotId), { flagged }),
  'review.decide': ({ plotId, verdictCode, note, ...request }) => {
    lastJudged = plotId;
    const { answers: given = {} } = request as { answers?: object };
    return { ...recordOf(plotId, verdictCode, note), status: 'judged', answers: given };
  },
  // the remark goes with the verdict
  'review.undo': () => ({ ...recordOf(lastJudged, null, ''), status: 'unjudged', answers: {}, others: [] }),
};
/** The plot that was judged last, which an undo is about. */
let lastJudged = 1;
const recordOf = (plotId: number, verdictCode: string | null, note: string) => ({
  ...Object.assign(plotOf(plotId), { verdictCode, note }),
  ...{ plotNo: String(plotId), atUtc: '2026-11-22T04:00:00Z' },
});

async function call(method: string, request: Plot): Promise<unknown> {
  const answer = structuredClone(answers[method]?.(request));
  if (holding.has(method)) await new Promise<void>((resolve) => held.push({ method, answer: resolve }));
  else await new Promise((resolve) => setImmediate(resolve));
  return answer;
}

const option = { code: 'ready', key: '1', title: '即可恢复', glyph: '①', color: '#0a0', fields: [] };
/** After everything asked for so far, and the reading of the plot it led to. */
const done = () => new Promise<void>((resolve) => inOrder(async () => resolve())).then(shown);
const shown = async () => {
  while (useCurrentPlot.getState().detail?.plotId !== useCurrentPlot.getState().plotId)
    await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(async () => {
  plots = [1, 2, 3, 4, 5].map((plotId) => ({ plotId, flagged: false, note: '', verdictCode: null }));
  held = [];
  holding = new Set();
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  useProject.setState({ scheme: { options: [option] } as never });
  useReview.setState(useReview.getInitialState(), true);
  useDrafts.setState({ notes: {}, answers: {} });
  useSeenEpochs.setState(useSeenEpochs.getInitialState(), true);
  useToast.setState(useToast.getInitialState(), true);
  useCurrentPlot.setState({ ...useCurrentPlot.getInitialState(), plotId: 1 }, true);
  reloadCurrentPlot();
  await shown();
});

afterAll(() => {
  useProject.setState(useProject.getInitialState(), true);
  useReview.setState(useReview.getInitialState(), true);
  useDrafts.setState(useDrafts.getInitialState(), true);
  useSeenEpochs.setState(useSeenEpochs.getInitialState(), true);
  useToast.setState(useToast.getInitialState(), true);
  useCurrentPlot.setState(useCurrentPlot.getInitialState(), true);
  useLastVerdict.setState({ record: null });
  // no map draws here: nothing may go on waiting for a picture
  for (const { plotId } of plots) tellDrawn(plotId);
  vi.unstubAllGlobals();
});

describe('keys that come faster than answers', () => {
  it('go as many plots on as they were pressed, and back', async () => {
    for (let press = 0; press < 3; press++) go('next');
    await done();
    expect(useCurrentPlot.getState().detail?.plotId).toBe(4);
    for (let press = 0; press < 2; press++) go('previous');
    await done();
    expect(useCurrentPlot.getState().detail?.plotId).toBe(2);
  });

  it('flag and take the flag away again', async () => {
    toggleFlag();
    toggleFlag();
    await done();
    expect(plotOf(1).flagged).toBe(false);
    toggleFlag();
    await done();
    expect(plotOf(1).flagged).toBe(true);
  });

  it('judge no plot that is not on the screen yet, and say so', async () => {
    holding.add('plot.get');
    go('next');
    await new Promise<void>((resolve) => inOrder(async () => resolve()));
    expect(useCurrentPlot.getState()).toMatchObject({ plotId: 2, detail: { plotId: 1 } });
    decide('ready');
    expect(useToast.getState().toast?.text).toMatch('图斑还在读取');
    holding.clear();
    for (const { answer } of held) answer();
    await done();
    expect(plots.map(({ verdictCode }) => verdictCode)).toEqual([null, null, null, null, null]);
    decide('ready');
    await done();
    expect(plotOf(2).verdictCode).toBe('ready');
  });
});

it('goes on after a verdict as it was set when its key went down', async () => {
  decide('ready');
  useReview.setState({ autoAdvance: false });
  await done();
  expect(useCurrentPlot.getState().plotId).toBe(2);
});

it('keeps a remark that is written on while the verdict is being stored', async () => {
  holding.add('review.decide');
  setDraft(1, '路边');
  decide('ready');
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
  setDraft(1, '路边，有果树');
  held[0]?.answer();
  await done();
  expect(plotOf(1).note).toBe('路边');
  expect(useDrafts.getState().notes).toEqual({ 1: '路边，有果树' });
});

describe('an undo', () => {
  it('brings back the remark of the verdict, but never over one that was written after it', async () => {
    setDraft(1, '路边');
    decide('ready');
    await done();
    undo();
    await done();
    expect(useDrafts.getState().notes).toEqual({ 1: '路边' });
    decide('ready');
    await done();
    setDraft(1, '路边，有果树');
    undo();
    await done();
    expect(useDrafts.getState().notes).toEqual({ 1: '路边，有果树' });
  });

  it('goes to its plot, unless the reviewer has clicked another one meanwhile', async () => {
    decide('ready');
    await done();
    expect(useCurrentPlot.getState().plotId).toBe(2);
    undo();
    await done();
    expect(useCurrentPlot.getState().plotId).toBe(1);
    decide('ready');
    await done();
    holding.add('review.undo');
    undo();
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    selectPlot(4, 'list');
    held[0]?.answer();
    await done();
    expect(plotOf(1).verdictCode).toBeNull();
    expect(useCurrentPlot.getState().plotId).toBe(4);
  });
});

it('stays on the plot that was clicked while a verdict was being stored', async () => {
  holding.add('review.decide');
  decide('ready');
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
  selectPlot(5, 'list');
  held[0]?.answer();
  await done();
  expect(plotOf(1).verdictCode).toBe('ready');
  expect(useCurrentPlot.getState().plotId).toBe(5);
});

it('never shows older facts of a plot in place of newer ones', async () => {
  holding.add('plot.get');
  reloadCurrentPlot();
  plotOf(1).note = '新';
  reloadCurrentPlot();
  held[1]?.answer();
  while (useCurrentPlot.getState().detail?.note !== '新')
    await new Promise((resolve) => setImmediate(resolve));
  held[0]?.answer();
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(useCurrentPlot.getState().detail?.note).toBe('新');
});
