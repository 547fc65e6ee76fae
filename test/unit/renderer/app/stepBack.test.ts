import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

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

let steps: Steps;
let view: View;
let open: Record<string, () => void>;
let isOpen: () => Record<string, boolean>;

beforeAll(async () => {
  steps = await import('../../../../renderer/app/stepBack.ts');
  view = await import('../../../../renderer/session/viewStore.ts');
  const { takeTool, isDrawing } = await import('../../../../renderer/session/drawingStore.ts');
  const { usePhotos } = await import('../../../../renderer/session/photoStore.ts');
  const { useSelection } = await import('../../../../renderer/session/selectionStore.ts');
  const { useTour } = await import('../../../../renderer/session/tourStore.ts');
  const { useToast } = await import('../../../../renderer/session/toastStore.ts');
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
    toast: useToast.getState().toast !== null,
  });
});

beforeEach(() => {
  for (const { leave, isOpen: isStill } of steps.stepsBack) if (isStill()) leave();
});

it('leaves one thing a press, the innermost first', () => {
  for (const begin of Object.values(open)) begin();
  const left: string[] = [];
  for (let press = 0; press < Object.keys(open).length; press++) {
    const before = isOpen();
    steps.stepBack();
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
    'toast',
  ]);
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
