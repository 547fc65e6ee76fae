import sharp from 'sharp';
import type { Canvas } from './openSheet.ts';

/** Side of our tiles in pixels. */
export const tileSize = 512;
/** Of tiles: artefacts stay below what matters when two dates are compared. */
export const jpegQuality = 88;

export interface TileCoding {
  /** PNG throughout: every pixel as in the source. */
  readonly isLossless: boolean;
  /** The three channels are one band: stored as one. */
  readonly isGrey: boolean;
}

/**
 * One tile of a canvas: JPEG where every pixel is there, PNG with alpha where some are not, null where none is.
 * Beyond the canvas is empty.
 */
export async function encodeTile(
  canvas: Canvas,
  x: number,
  y: number,
  { isLossless, isGrey }: TileCoding,
): Promise<Uint8Array | null> {
  const width = Math.min(tileSize, canvas.width - x);
  const height = Math.min(tileSize, canvas.height - y);
  const content = canvas.channels === 3 ? 'full' : inspectAlpha(canvas, x, y, width, height);
  if (content === 'empty') return null;
  let picture = sharp(canvas.pixels, {
    raw: { width: canvas.width, height: canvas.height, channels: canvas.channels },
    limitInputPixels: false,
  }).extract({ left: x, top: y, width, height });
  const isWhole = content === 'full' && width === tileSize && height === tileSize;
  if (isWhole) {
    if (canvas.channels === 4) picture = picture.removeAlpha();
  } else {
    picture = picture.ensureAlpha().extend({
      right: tileSize - width,
      bottom: tileSize - height,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    });
  }
  if (isGrey) picture = picture.toColourspace('b-w');
  if (isWhole && !isLossless) {
    return picture
      .jpeg({ quality: jpegQuality, chromaSubsampling: '4:2:0', optimiseCoding: false })
      .toBuffer();
  }
  return picture.png({ compressionLevel: isLossless ? 5 : 2, adaptiveFiltering: isLossless }).toBuffer();
}

function inspectAlpha(
  { pixels, width: stride }: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
): 'full' | 'part' | 'empty' {
  let hasSome = false;
  let lacksSome = false;
  for (let row = y; row < y + height; row++) {
    let at = (row * stride + x) * 4 + 3;
    for (let column = 0; column < width; column++, at += 4) {
      if (pixels[at] === 255) hasSome = true;
      else {
        lacksSome = true;
        if (pixels[at] !== 0) hasSome = true;
      }
    }
    if (hasSome && lacksSome) return 'part';
  }
  return hasSome ? 'full' : 'empty';
}
