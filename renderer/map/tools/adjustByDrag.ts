import { adjustDisplay } from '../displayStore.ts';

/** One step of brightness or contrast per this many CSS pixels of drag. */
const perPixel = 0.004;
const rightButton = 2;

/**
 * Dragging with the right button: up is brighter, right is more contrast. It acts on the image under the place where
 * the drag begins. Returns how to stop.
 */
export function adjustByDrag(
  target: HTMLElement,
  imagesAt: (x: number, y: number) => readonly string[],
): () => void {
  let images: readonly string[] = [];

  const onDown = (event: PointerEvent) => {
    if (event.button !== rightButton) return;
    const box = target.getBoundingClientRect();
    images = imagesAt(event.clientX - box.left, event.clientY - box.top);
    target.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    for (const image of images)
      adjustDisplay(image, { brightness: -event.movementY * perPixel, contrast: event.movementX * perPixel });
  };
  const onUp = (event: PointerEvent) => {
    if (event.button === rightButton) images = [];
  };
  const onMenu = (event: Event) => event.preventDefault();

  target.addEventListener('pointerdown', onDown);
  target.addEventListener('pointermove', onMove);
  target.addEventListener('pointerup', onUp);
  target.addEventListener('contextmenu', onMenu);
  return () => {
    target.removeEventListener('pointerdown', onDown);
    target.removeEventListener('pointermove', onMove);
    target.removeEventListener('pointerup', onUp);
    target.removeEventListener('contextmenu', onMenu);
  };
}
