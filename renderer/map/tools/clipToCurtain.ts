import type BaseLayer from 'ol/layer/Base.js';
import type RenderEvent from 'ol/render/Event.js';
import { getRenderPixel } from 'ol/render.js';

/** Which part of the stage an epoch may paint, in shares of its width and height; null: all of it. */
export type PaintedPart = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/**
 * Clips one epoch's canvas while it is painted. `partOf` is asked at each frame, so dragging the curtain needs
 * nothing but a repaint.
 */
export function clipToCurtain(layer: BaseLayer, partOf: () => PaintedPart | null): void {
  let clipped = false;
  layer.addEventListener('prerender', (event) => {
    const { context, frameState } = event as RenderEvent;
    const part = partOf();
    clipped = part !== null && frameState !== undefined && context instanceof CanvasRenderingContext2D;
    if (part === null || !clipped || !(context instanceof CanvasRenderingContext2D)) return;
    const [width = 0, height = 0] = frameState?.size ?? [];
    const corner = (x: number, y: number) => getRenderPixel(event as RenderEvent, [x * width, y * height]);
    const corners = [
      corner(part.left, part.top),
      corner(part.right, part.top),
      corner(part.right, part.bottom),
      corner(part.left, part.bottom),
    ];
    context.save();
    context.beginPath();
    for (const [x = 0, y = 0] of corners) context.lineTo(x, y);
    context.closePath();
    context.clip();
  });
  layer.addEventListener('postrender', (event) => {
    const { context } = event as RenderEvent;
    if (clipped && context instanceof CanvasRenderingContext2D) context.restore();
    clipped = false;
  });
}
