import sharp, { type OverlayOptions } from 'sharp';
import { escapeXml } from '../xmlText.ts';
import { fontFamily, fontFile } from './fontFile.ts';
import { type Frame, inkColor, type Point, type Scene, type SceneItem } from './scene.ts';

/** Sharp on paper at the size of the scene: 216 dots per inch. */
const printed = 3;

/** A picture on a scene, of equal sides, in points. */
export interface ScenePlate {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly jpeg: Buffer;
}

/** A picture that lies under everything of a scene, in points. */
export interface SceneGround extends Frame {
  readonly jpeg: Buffer;
}

export interface ScenePicture {
  readonly png: Buffer;
  readonly widthPoints: number;
  readonly heightPoints: number;
}

/**
 * A scene as a picture on white. Its texts are set in the font that comes with the program, so that the same
 * scene gives the same bytes whatever fonts a machine has.
 */
export async function renderScenePng(
  scene: Scene,
  pixelsPerPoint: number = printed,
  plates: readonly ScenePlate[] = [],
  ground?: SceneGround,
): Promise<ScenePicture> {
  const width = Math.round(scene.width * pixelsPerPoint);
  const height = Math.round(scene.height * pixelsPerPoint);
  const shapes = scene.items.map(renderShape).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${scene.width} ${scene.height}">${shapes}</svg>`;
  const labels: OverlayOptions[] = [];
  for (const { x, y, size, jpeg } of plates) {
    const side = Math.round(size * pixelsPerPoint);
    const input = await sharp(jpeg).resize(side, side).toBuffer();
    labels.push({ input, left: Math.round(x * pixelsPerPoint), top: Math.round(y * pixelsPerPoint) });
  }
  for (const item of scene.items) {
    if (item.kind === 'text' && item.text !== '') labels.push(await renderLabel(item, pixelsPerPoint));
  }
  const lines = { input: Buffer.from(svg), limitInputPixels: false };
  const under = ground === undefined ? [] : [await renderGround(ground, pixelsPerPoint)];
  const png = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite([...under, lines, ...labels])
    .png({ compressionLevel: 9, palette: plates.length === 0 && ground === undefined })
    .toBuffer();
  return { png, widthPoints: scene.width, heightPoints: scene.height };
}

async function renderGround(
  { x, y, width, height, jpeg }: SceneGround,
  pixelsPerPoint: number,
): Promise<OverlayOptions> {
  const [wide, high] = [width, height].map((length) => Math.round(length * pixelsPerPoint));
  const input = await sharp(jpeg).resize(wide, high, { fit: 'fill' }).toBuffer();
  return { input, left: Math.round(x * pixelsPerPoint), top: Math.round(y * pixelsPerPoint) };
}

async function renderLabel(
  item: Extract<SceneItem, { kind: 'text' }>,
  pixelsPerPoint: number,
): Promise<OverlayOptions> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${item.color ?? inkColor}">${escapeXml(item.text)}</span>`,
      ...{ font: `${fontFamily} ${item.size * pixelsPerPoint}`, fontfile: fontFile },
      ...{ dpi: 72, rgba: true },
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const shift = item.align === 'left' ? 0 : item.align === 'center' ? info.width / 2 : info.width;
  return {
    input: data,
    left: Math.round(item.x * pixelsPerPoint - shift),
    top: Math.round(item.y * pixelsPerPoint - info.height / 2),
  };
}

function renderShape(item: SceneItem): string {
  if (item.kind === 'text') return '';
  if (item.kind === 'line') {
    return `<path d="${path(item.points)}" fill="none" stroke="${item.stroke}" stroke-width="${item.strokeWidth}"/>`;
  }
  const fill =
    item.fill === undefined ? 'fill="none"' : `fill="${item.fill}" fill-opacity="${item.fillOpacity ?? 1}"`;
  const stroke =
    item.stroke === undefined ? '' : ` stroke="${item.stroke}" stroke-width="${item.strokeWidth ?? 0.5}"`;
  const dash = item.dashed === true ? ' stroke-dasharray="3 2"' : '';
  return `<path d="${item.rings.map((ring) => `${path(ring)}Z`).join('')}" fill-rule="evenodd" ${fill}${stroke}${dash}/>`;
}

function path(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`;
}
