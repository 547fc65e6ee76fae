import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import type { TileScheme } from '../../../shared/contract/records/imageryRecords.ts';
import { levelFor, tilesWithin } from '../tiles/imageTiles.ts';
import { createMosaic, type MosaicSheet } from './createMosaic.ts';
import { type PaintedPart, tracePart } from './tracePart.ts';

/** How an epoch is painted at this moment. */
export interface EpochPaint {
  /** Null: all of the stage. */
  readonly part: PaintedPart | null;
  /** A CSS filter, `none` for the pixels as they are. */
  readonly filter: string;
  /** Where the image is moved to, in CSS pixels right and down. */
  readonly shift: readonly [number, number];
}

export interface ImageryLayer {
  readonly layer: Layer;
  /** True where the last frame was drawn with all its tiles. */
  isComplete(): boolean;
  /** Why the last frame lacks tiles of this image; null where it has them all, or does not show the image. */
  failure(): unknown;
}

/**
 * One image epoch on a canvas of its own: layers that share a canvas can neither be clipped apart by the curtain nor
 * be brightened apart. `paintOf` is asked at each frame, with the size of the map in CSS pixels, so dragging the curtain or the lens needs nothing but a
 * repaint. Only the picture changes, never a coordinate. Packs are made in the project's system, so nothing is warped.
 */
export function createImageryLayer(
  image: TileScheme,
  paintOf: (size: readonly [number, number]) => EpochPaint,
  canvasClass = `epoch epoch-${image.id}`,
): ImageryLayer {
  const canvas = document.createElement('canvas');
  canvas.className = canvasClass;
  // a bare canvas ol would take for its own: the lines would be drawn into it, and brightened and faded with it
  const holder = document.createElement('div');
  holder.className = 'epoch-holder';
  holder.append(canvas);
  const mosaic = createMosaic(image, () => layer.changed());
  const layer = new Layer({
    render(frame) {
      const context = prepareCanvas(canvas, frame);
      const [width = 0, height = 0] = frame.size;
      if (context !== null) paint(context, frame, paintOf([width, height]));
      return holder;
    },
  });

  const paint = (
    context: CanvasRenderingContext2D,
    frame: FrameState,
    { part, filter, shift }: EpochPaint,
  ) => {
    const { width, height } = canvas;
    const { pixelRatio, viewState } = frame;
    const opacity = String(frame.layerStatesArray[frame.layerIndex]?.opacity ?? 1);
    if (canvas.style.filter !== filter) canvas.style.filter = filter;
    if (canvas.style.opacity !== opacity) canvas.style.opacity = opacity;
    const resolution = viewState.resolution / pixelRatio;
    const [centerX = 0, centerY = 0] = viewState.center;
    const left = centerX - (width / 2 + shift[0] * pixelRatio) * resolution;
    const top = centerY + (height / 2 + shift[1] * pixelRatio) * resolution;
    const block = tilesWithin(image, levelFor(image, resolution), {
      minX: left,
      maxX: left + width * resolution,
      minY: top - height * resolution,
      maxY: top,
    });
    if (block === null) return;
    context.save();
    if (part !== null) {
      tracePart(context, part, { width, height, pixelRatio });
      context.clip();
    }
    for (const sheet of mosaic.sheetsOf(block)) drawSheet(context, sheet, { left, top, resolution });
    context.restore();
    if (part?.shape !== 'circle') return;
    tracePart(context, part, { width, height, pixelRatio });
    context.lineWidth = 2 * pixelRatio;
    context.strokeStyle = '#ffffff';
    context.stroke();
  };

  return {
    layer,
    isComplete: () => !layer.getVisible() || mosaic.isComplete(),
    failure: () => (layer.getVisible() ? mosaic.failure() : null),
  };
}

/** Sizes and places the canvas as the map's other canvases are, and clears it. */
function prepareCanvas(canvas: HTMLCanvasElement, frame: FrameState): CanvasRenderingContext2D | null {
  const { pixelRatio, size } = frame;
  const [cssWidth = 0, cssHeight = 0] = size;
  const width = Math.round(cssWidth * pixelRatio);
  const height = Math.round(cssHeight * pixelRatio);
  const scale = 1 / pixelRatio;
  const offset = [(cssWidth - width * scale) / 2, (cssHeight - height * scale) / 2] as const;
  const transform = `matrix(${[scale, 0, 0, scale, ...offset].join(', ')})`;
  const { style } = canvas;
  if (style.transform !== transform) {
    style.position = 'absolute';
    style.left = '0';
    style.top = '0';
    style.transformOrigin = 'top left';
    style.transform = transform;
  }
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.clearRect(0, 0, width, height);
  return context;
}

function drawSheet(
  context: CanvasRenderingContext2D,
  { canvas, originX, originY, resolution }: MosaicSheet,
  view: { readonly left: number; readonly top: number; readonly resolution: number },
): void {
  const scale = resolution / view.resolution;
  const x = (originX - view.left) / view.resolution;
  const y = (view.top - originY) / view.resolution;
  context.drawImage(canvas, x, y, canvas.width * scale, canvas.height * scale);
}
