import { stepBackOnWall } from '../contactSheet/stepBackOnWall.ts';
import { closePreview, usePreview } from '../report/previewStore.ts';
import { isDrawing, layToolDown } from '../session/drawingStore.ts';
import { leavePast, usePast } from '../session/pastStore.ts';
import { openPhoto, usePhotos } from '../session/photoStore.ts';
import { selectNothing, useSelection } from '../session/selectionStore.ts';
import { dismissToast, useToast } from '../session/toastStore.ts';
import { endTour, useTour } from '../session/tourStore.ts';
import { setView, useView } from '../session/viewStore.ts';

/** One thing the window can be left from. */
interface Step {
  readonly what: string;
  isOpen(): boolean;
  leave(): void;
}

const editable = 'input, textarea, select, [contenteditable=true]';

/**
 * What Escape leaves, the innermost first; one press takes one step. Nothing stored is ever thrown away: what was
 * written in a field stays, only a shape that is half drawn goes. Menus, lists that are open and cells that are edited
 * take the key before it comes here.
 */
export const stepsBack: readonly Step[] = [
  {
    what: 'dialog',
    isOpen: () => useView.getState().dialog !== null,
    leave: () => setView({ dialog: null }),
  },
  {
    what: 'photo',
    isOpen: () => usePhotos.getState().openId !== null,
    leave: () => openPhoto(null),
  },
  {
    what: 'field',
    isOpen: () => document.activeElement?.matches(editable) === true,
    leave: leaveFocus,
  },
  { what: 'tool', isOpen: isDrawing, leave: layToolDown },
  {
    what: 'list over the map',
    isOpen: () => useView.getState().listOpen,
    leave: () => setView({ listOpen: false }),
  },
  {
    what: 'preview',
    isOpen: () => useView.getState().mode === 'report' && usePreview.getState().shown !== null,
    leave: closePreview,
  },
  {
    what: 'wall',
    isOpen: () => useView.getState().mode === 'review' && useView.getState().contactSheetOpen,
    leave: stepBackOnWall,
  },
  {
    what: 'focus mode',
    isOpen: () => useView.getState().focusMode,
    leave: () => setView({ focusMode: false }),
  },
  { what: 'selection', isOpen: () => useSelection.getState().selected.size > 0, leave: selectNothing },
  { what: 'tour', isOpen: () => useTour.getState().step !== null, leave: endTour },
  { what: 'past', isOpen: () => usePast.getState().moment !== null, leave: leavePast },
  { what: 'toast', isOpen: () => useToast.getState().toast !== null, leave: dismissToast },
  { what: 'focus', isOpen: () => document.activeElement instanceof HTMLElement, leave: leaveFocus },
];

/** Goes back one step, to the map that is browsed. */
export function stepBack(): void {
  stepsBack.find(({ isOpen }) => isOpen())?.leave();
}

function leaveFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
