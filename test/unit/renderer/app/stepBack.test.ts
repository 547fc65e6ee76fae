import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';

type Steps = typeof import('../../../../renderer/app/stepBack.ts');
type View = typeof import('../../../../renderer/session/viewStore.ts');

/** As much of a page as the stores ask for. */
const page = { activeElement: null as object | null };
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('document', page);
class FakeElement {
  readonly matches: () => boolean;
  constructor(isField: boolean) {
    this.matches = () => isField;
  }
  blur(): void {
    page.activeElement = null;
  }
}
vi.stubGlobal('HTMLElement', FakeElement);

const answered = () => new Promise((resolve) => setTimeout(resolve));

let steps: Steps;
let view: View;
let open: Record<string, () => void>;
let isOpen: () => Record<string, boolean>;

beforeAll(async () => {
  // the past and the wall are left once the backend has answered: here it answers at once
  const client = { call: async () => ({ rows: [], total: 0 }), on: () => () => {} };
  connectBackend({ client: client as never, shell: {} as never });
  steps = await import('../../../../renderer/app/stepBack.ts');
  view = await import('../../../../renderer/session/viewStore.ts');
  const { takeTool, isDrawing } = await import('../../../../renderer/session/drawingStore.ts');
  const { usePhotos } = await import('../../../../renderer/session/photoStore.ts');
  const { useSelection } = await import('../../../../renderer/session/selectionStore.ts');
  const { useTour } = await import('../../../../renderer/session/tourStore.ts');
  const { useToast } = await import('../../../../renderer/session/toastStore.ts');
  const { usePast } = await import('../../../../renderer/session/pastStore.ts');
  const moment = { sequence: 1, atUtc: '', commandAtUtc: '', laterCommands: 0 };
  open = {
    dialog: () => view.setView({ dialog: 'palette' }),
    photo: () => usePhotos.setState({ openId: 1 }),
    field: () => {
      page.activeElement = new FakeElement(true);
    },
    tool: () => takeTool('area', () => {}),
    'list over the map': () => view.setView({ listOpen: true }),
    'focus mode': () => view.setView({ focusMode: true }),
    selection: () => useSelection.setState({ selected: new Set([1, 2]) }),
    tour: () => useTour.setState({ step: 0 }),
    past: () => usePast.setState({ moment: { ...moment, removedLayers: [], runKept: true, blindPlots: 0 } }),
    toast: () => useToast.setState({ toast: { id: 1, kind: 'info', text: '已判' } }),
  };
  isOpen = () => ({
    dialog: view.useView.getState().dialog !== null,
    photo: usePhotos.getState().openId !== null,
    field: page.activeElement !== null,
    tool: isDrawing(),
    'list over the map': view.useView.getState().listOpen,
    'focus mode': view.useView.getState().focusMode,
    selection: useSelection.getState().selected.size > 0,
    tour: useTour.getState().step !== null,
    past: usePast.getState().moment !== null,
    toast: useToast.getState().toast !== null,
  });
});

async function leaveEverything(): Promise<void> {
  for (const { leave, isOpen: isStill } of steps.stepsBack) if (isStill()) leave();
  await answered();
}

beforeEach(leaveEverything);
// other files of this process have the same stores
afterAll(async () => {
  await leaveEverything();
  view.useView.setState(view.useView.getInitialState(), true);
  vi.unstubAllGlobals();
});

it('leaves one thing a press, the innermost first', async () => {
  for (const begin of Object.values(open)) begin();
  const left: string[] = [];
  for (let press = 0; press < Object.keys(open).length; press++) {
    const before = isOpen();
    steps.stepBack();
    await answered();
    const after = isOpen();
    const gone = Object.keys(before).filter((what) => before[what] && !after[what]);
    expect(gone).toHaveLength(1);
    left.push(...gone);
  }
  expect(left).toEqual([
    'dialog',
    'photo',
    'field',
    'tool',
    'list over the map',
    'focus mode',
    'selection',
    'tour',
    'past',
    'toast',
  ]);
});

it('leaves the wall before what is chosen on the map, and a preview of a product before that', async () => {
  open.selection?.();
  view.setView({ mode: 'review', contactSheetOpen: true });
  steps.stepBack();
  await answered();
  expect(view.useView.getState().contactSheetOpen).toBe(false);
  expect(isOpen()).toMatchObject({ selection: true });
  const { usePreview } = await import('../../../../renderer/report/previewStore.ts');
  usePreview.setState({ shown: { what: 'plots', format: 'csv' } });
  // a preview is on the screen in 出件 only
  steps.stepBack();
  expect(usePreview.getState().shown).not.toBeNull();
  expect(isOpen()).toMatchObject({ selection: false });
  open.selection?.();
  view.setView({ mode: 'report' });
  steps.stepBack();
  expect(usePreview.getState().shown).toBeNull();
  expect(isOpen()).toMatchObject({ selection: true });
});

it('takes a selection back only once nothing lies over the map', () => {
  open.selection?.();
  open.tool?.();
  steps.stepBack();
  expect(isOpen()).toMatchObject({ tool: false, selection: true });
  steps.stepBack();
  expect(isOpen()).toMatchObject({ selection: false });
});

it('gives the keyboard back to the map where nothing is open', () => {
  page.activeElement = new FakeElement(false);
  steps.stepBack();
  expect(page.activeElement).toBeNull();
  expect(() => steps.stepBack()).not.toThrow();
});
