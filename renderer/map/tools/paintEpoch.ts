import type BaseLayer from 'ol/layer/Base.js';
import type RenderEvent from 'ol/render/Event.js';
import { getRenderPixel } from 'ol/render.js';

/** The part of the stage an epoch may paint: shares of its width and height, or a circle in CSS pixels. */
export type PaintedPart =
  | {
      readonly shape: 'rectangle';
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
  | { readonly shape: 'circle'; readonly center: readonly [number, number]; readonly radius: number };

export interface EpochPaint {
  /** Null: all of the stage. */
  readonly part: PaintedPart | null;
  /** A CSS filter, `none` for the pixels as they are. */
  readonly filter: string;
  /** Where the image is moved to, in CSS pixels right and down. */
  readonly shift: readonly [number, number];
}

/**
 * Clips, shifts and adjusts one epoch's canvas while it is painted. `paintOf` is asked at each frame, so dragging
 * the curtain or the lens needs nothing but a repaint. Only the picture changes, never a coordinate.
 */
export function paintEpoch(layer: BaseLayer, paintOf: () => EpochPaint): void {
  let restores = false;
  let lens: (PaintedPart & { shape: 'circle' }) | null = null;
  layer.addEventListener('prerender', (event) => {
    const render = event as RenderEvent;
    const { context } = render;
    if (!(context instanceof CanvasRenderingContext2D)) return;
    const { part, filter, shift } = paintOf();
    if (context.canvas instanceof HTMLCanvasElement && context.canvas.style.filter !== filter)
      context.canvas.style.filter = filter;
    lens = part?.shape === 'circle' ? part : null;
    restores = part !== null || shift[0] !== 0 || shift[1] !== 0;
    if (!restores) return;
    context.save();
    if (part !== null) {
      tracePart(context, render, part);
      context.clip();
    }
    const [zeroX = 0, zeroY = 0] = getRenderPixel(render, [0, 0]);
    const [shiftX = 0, shiftY = 0] = getRenderPixel(render, [...shift]);
    context.translate(shiftX - zeroX, shiftY - zeroY);
  });
  layer.addEventListener('postrender', (event) => {
    const render = event as RenderEvent;
    const { context } = render;
    if (!restores || !(context instanceof CanvasRenderingContext2D)) return;
    context.restore();
    restores = false;
    if (lens === null) return;
    tracePart(context, render, lens);
    context.lineWidth = 2 * (render.frameState?.pixelRatio ?? 1);
    context.strokeStyle = '#ffffff';
    context.stroke();
  });
}

function tracePart(context: CanvasRenderingContext2D, render: RenderEvent, part: PaintedPart): void {
  context.beginPath();
  if (part.shape === 'circle') {
    const [x = 0, y = 0] = getRenderPixel(render, [...part.center]);
    context.arc(x, y, part.radius * (render.frameState?.pixelRatio ?? 1), 0, 2 * Math.PI);
    return;
  }
  const [width = 0, height = 0] = render.frameState?.size ?? [];
  const corners = [
    [part.left, part.top],
    [part.right, part.top],
    [part.right, part.bottom],
    [part.left, part.bottom],
  ] as const;
  for (const [shareX, shareY] of corners) {
    const [x = 0, y = 0] = getRenderPixel(render, [shareX * width, shareY * height]);
    context.lineTo(x, y);
  }
  context.closePath();
}
