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

/** Begins a path around a part, in pixels of a canvas that is `width` by `height` of them. */
export function tracePart(
  context: CanvasRenderingContext2D,
  part: PaintedPart,
  { width, height, pixelRatio }: { width: number; height: number; pixelRatio: number },
): void {
  context.beginPath();
  if (part.shape === 'circle') {
    const [x, y] = part.center;
    context.arc(x * pixelRatio, y * pixelRatio, part.radius * pixelRatio, 0, 2 * Math.PI);
    return;
  }
  // the edge between the epochs is at a whole pixel: a blended column would belong to neither
  const left = Math.round(part.left * width);
  const top = Math.round(part.top * height);
  context.rect(left, top, Math.round(part.right * width) - left, Math.round(part.bottom * height) - top);
}
