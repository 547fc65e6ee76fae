import { useDrawing } from '../../session/drawingStore.ts';

/** Where on the map the keys have brought the pointer, in CSS pixels of its viewport. */
interface Place {
  readonly viewport: HTMLElement;
  readonly mark: HTMLElement;
  x: number;
  y: number;
  /** True while a vertex is carried. */
  holding: boolean;
}

let place: Place | null = null;

// the cross belongs to the tool in hand
useDrawing.subscribe((state, before) => {
  if (state.tool === before.tool) return;
  place?.mark.remove();
  place = null;
});

/**
 * Moves the pointer of a drawing tool by keys, from the middle of the map, where the plot lies. The map is told by the
 * events a mouse would send, so that snapping and every tool work alike.
 */
export function movePointer(viewport: HTMLElement, right: number, down: number): void {
  const at = placeOn(viewport);
  const { width, height } = viewport.getBoundingClientRect();
  at.x = Math.max(0, Math.min(width, at.x + right));
  at.y = Math.max(0, Math.min(height, at.y + down));
  at.mark.style.transform = `translate(${at.x}px, ${at.y}px)`;
  send(at, 'pointermove');
}

/** A click there; for the boundary, which is dragged, the first press takes a vertex up and the second lays it down. */
export function pressPointer(viewport: HTMLElement): void {
  const at = placeOn(viewport);
  const drags = useDrawing.getState().tool === 'boundary';
  send(at, 'pointermove');
  if (!at.holding) send(at, 'pointerdown');
  if (!drags || at.holding) send(at, 'pointerup');
  at.holding = drags && !at.holding;
}

function placeOn(viewport: HTMLElement): Place {
  if (place?.viewport === viewport) return place;
  place?.mark.remove();
  const { width, height } = viewport.getBoundingClientRect();
  const mark = document.createElement('div');
  mark.className = 'key-pointer';
  viewport.append(mark);
  place = { viewport, mark, x: width / 2, y: height / 2, holding: false };
  mark.style.transform = `translate(${place.x}px, ${place.y}px)`;
  return place;
}

function send({ viewport, x, y, holding }: Place, kind: 'pointermove' | 'pointerdown' | 'pointerup'): void {
  const frame = viewport.getBoundingClientRect();
  viewport.dispatchEvent(
    new PointerEvent(kind, {
      bubbles: true,
      cancelable: true,
      pointerId: 1,
      pointerType: 'mouse',
      isPrimary: true,
      button: kind === 'pointermove' ? -1 : 0,
      buttons: kind === 'pointerdown' || (holding && kind === 'pointermove') ? 1 : 0,
      clientX: frame.left + x,
      clientY: frame.top + y,
    }),
  );
}
