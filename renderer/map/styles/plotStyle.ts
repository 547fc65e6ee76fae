import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { type PatternShape, verdictPattern } from './verdictPattern.ts';

export const currentPlotColor = '#ffd54a';

/** Below this many metres per pixel an outline gets its casing and its sign. */
const closeMetersPerPixel = 2.5;

const cache = new Map<string, readonly Style[]>();

/** What is known of a plot's verdict on the map: colour and sign of the option, or of its status. */
export interface PlotMark {
  readonly color: string;
  readonly glyph: string;
  /** Fills the plot, so that verdicts can be told apart without their colours. */
  readonly pattern: PatternShape;
}

/** Thin white outlines with a dark casing; a judged plot wears its verdict's colour and sign. */
export function plotStyle(
  mark: PlotMark | undefined,
  metersPerPixel: number,
  pixelRatio: number,
): readonly Style[] {
  const close = metersPerPixel < closeMetersPerPixel;
  const key = `${mark?.color ?? ''}${mark?.glyph ?? ''}${mark?.pattern ?? ''}${close}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const color = mark === undefined ? '#ffffff' : brighten(mark.color);
  const styles = close ? closeStyles(color, mark, pixelRatio) : [farStyle(color)];
  cache.set(key, styles);
  return styles;
}

/** Hues made for white paper are too dark on imagery: halfway to white keeps the hue and is seen on forest. */
function brighten(hex: string): string {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  return `rgb(${channels.map((channel) => Math.round(channel + (255 - channel) * 0.45)).join(',')})`;
}

function farStyle(color: string): Style {
  return new Style({
    stroke: new Stroke({ color, width: 1 }),
    fill: new Fill({ color: 'rgba(255,255,255,0.12)' }),
  });
}

function closeStyles(color: string, mark: PlotMark | undefined, pixelRatio: number): readonly Style[] {
  const lines = [
    new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.5)', width: 4 }), zIndex: 0 }),
    new Style({
      stroke: new Stroke({ color, width: mark === undefined ? 1.6 : 2.2 }),
      // an unjudged plot has nearly nothing, but it lets a click anywhere inside find it
      fill: new Fill({
        color:
          mark === undefined ? 'rgba(255,255,255,0.01)' : verdictPattern(mark.pattern, color, pixelRatio),
      }),
      zIndex: 1,
    }),
  ];
  if (mark === undefined || mark.glyph === '') return lines;
  const sign = new Text({
    text: mark.glyph,
    font: '600 14px "Noto Sans CJK SC", "Microsoft YaHei UI", sans-serif',
    fill: new Fill({ color: '#ffffff' }),
    stroke: new Stroke({ color: mark.color, width: 5 }),
  });
  return [...lines, new Style({ text: sign, zIndex: 2 })];
}

/** A cell that stands for several plots too small to draw: warm squares, the fuller the more plots. */
export function plotCellStyle(plots: number): readonly Style[] {
  const strength = plots < 5 ? 0.45 : plots < 20 ? 0.65 : 0.85;
  const key = `cell ${strength}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const styles = [new Style({ fill: new Fill({ color: `rgba(255,170,70,${strength})` }) })];
  cache.set(key, styles);
  return styles;
}

/** Chosen together in the list, the table or on the map: blue, so that neither a verdict nor the current plot is hidden. */
export const selectedPlotStyles: readonly Style[] = [
  new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.66)', width: 5.5, lineJoin: 'round' }) }),
  new Style({
    stroke: new Stroke({ color: '#5ad1ff', width: 3, lineJoin: 'round' }),
    fill: new Fill({ color: 'rgba(90,209,255,0.16)' }),
  }),
];

/** Under the pointer: a veil and a line heavier than that of the others. */
export const hoveredPlotStyles: readonly Style[] = [
  new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.55)', width: 5.5, lineJoin: 'round' }) }),
  new Style({
    stroke: new Stroke({ color: '#ffffff', width: 3.2, lineJoin: 'round' }),
    fill: new Fill({ color: 'rgba(255,255,255,0.22)' }),
  }),
];

/** The plot being judged: yellow and heavier, over everything. */
export const currentPlotStyles: readonly Style[] = [
  new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.66)', width: 6, lineJoin: 'round' }) }),
  new Style({ stroke: new Stroke({ color: currentPlotColor, width: 3, lineJoin: 'round' }) }),
];
