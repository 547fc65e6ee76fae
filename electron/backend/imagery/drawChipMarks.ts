import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { chipFont } from './loadChipFont.ts';

/** Ground under a chip: its top left corner and the size of a pixel. */
export interface ChipFrame {
  readonly width: number;
  readonly height: number;
  readonly minX: number;
  readonly maxY: number;
  readonly unitsPerPixelX: number;
  readonly unitsPerPixelY: number;
}

export interface ChipFacts {
  readonly epoch: string;
  /** Satellite and sensor; empty where unknown. */
  readonly sensor: string;
  readonly metersPerPixel: number;
  readonly centre: readonly [number, number];
  readonly decimals: number;
}

const casing = '#1f1f1f';
const outline = '#ffd60a';
const barShare = 0.3;
/** A smaller chip has no room for where it is and by what it was taken: the wall says that beside it. */
const roomyPixels = 300;
/** Below this a letter is a smudge. */
const smallestLetter = 10;

/**
 * The marks over a chip as SVG: outline of the plot in yellow with dark casing, date and sensor, scale bar, north arrow,
 * coordinates of the centre. North and east are named by letter: survey offices call north X, map programs east.
 */
export function drawChipMarks(plot: MultiPolygon, frame: ChipFrame, facts: ChipFacts): string {
  const { width, height } = frame;
  const unit = Math.max(0.75, Math.min(width, height) / 320);
  const path = plot.flatMap((polygon) => polygon.map((ring) => drawRing(ring, frame))).join('');
  const bar = chooseBarMeters(width * barShare * facts.metersPerPixel);
  const [x, y] = facts.centre;
  const place = `N ${y.toFixed(facts.decimals)}  E ${x.toFixed(facts.decimals)}`;
  const isRoomy = Math.min(width, height) >= roomyPixels;
  const taken = isRoomy && facts.sensor !== '' ? `${facts.epoch}  ${facts.sensor}` : facts.epoch;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<g fill="none" stroke-linejoin="round">`,
    `<path id="casing" d="${path}" stroke="${casing}" stroke-opacity="0.8" stroke-width="${5 * unit}"/>`,
    `<path id="outline" d="${path}" stroke="${outline}" stroke-width="${2.5 * unit}"/></g>`,
    drawLabel(taken, 8 * unit, 20 * unit, 15 * unit, 'start'),
    drawNorth(width - 18 * unit, 10 * unit, unit),
    drawBar(bar, bar / facts.metersPerPixel, 10 * unit, height - 10 * unit, unit),
    isRoomy ? drawLabel(place, width - 8 * unit, height - 9 * unit, 10 * unit, 'end') : '',
    `</svg>`,
  ].join('');
}

function drawRing(ring: Ring, { minX, maxY, unitsPerPixelX, unitsPerPixelY }: ChipFrame): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ((ring[i] as number) - minX) / unitsPerPixelX;
    const y = (maxY - (ring[i + 1] as number)) / unitsPerPixelY;
    points.push(`${x.toFixed(2)} ${y.toFixed(2)}`);
  }
  return points.length === 0 ? '' : `M${points.join('L')}Z`;
}

/** The largest 1, 2 or 5 times a power of ten that is not above the limit. */
function chooseBarMeters(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  return ([5, 2, 1].find((step) => step * power <= limit) ?? 1) * power;
}

function drawLabel(text: string, x: number, y: number, size: number, anchor: 'start' | 'end'): string {
  const letters = Math.max(smallestLetter, size);
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const font = `font-family="${chipFont}" font-size="${letters}" text-anchor="${anchor}" xml:space="preserve"`;
  return (
    `<text x="${x}" y="${y}" ${font} fill="#fff" stroke="${casing}" stroke-opacity="0.85" ` +
    `stroke-width="${letters / 5}" stroke-linejoin="round" paint-order="stroke">${safe}</text>`
  );
}

function drawBar(meters: number, length: number, x: number, y: number, unit: number): string {
  const tick = 5 * unit;
  const line = `M${x} ${y - tick}V${y}H${x + length}V${y - tick}`;
  const text = meters >= 1000 ? `${meters / 1000} km` : `${meters} m`;
  return (
    `<g fill="none"><path d="${line}" stroke="${casing}" stroke-opacity="0.85" stroke-width="${4 * unit}"/>` +
    `<path d="${line}" stroke="#fff" stroke-width="${1.8 * unit}"/></g>` +
    drawLabel(text, x + 4 * unit, y - 5 * unit, 11 * unit, 'start')
  );
}

/** Rows run south in every pack, so grid north is up. */
function drawNorth(x: number, y: number, unit: number): string {
  const arrow = `M${x} ${y}l${6 * unit} ${18 * unit}l${-6 * unit} ${-4 * unit}l${-6 * unit} ${4 * unit}z`;
  return (
    `<path d="${arrow}" fill="#fff" stroke="${casing}" stroke-width="${1.2 * unit}"/>` +
    drawLabel('N', x + 4.5 * unit, y + 32 * unit, 12 * unit, 'end')
  );
}
