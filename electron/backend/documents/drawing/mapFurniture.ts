import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { eligibilityVerdicts } from '../../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import { type MapContent, type MapView, pointsPerMeter } from './fitMap.ts';
import { type Frame, inkColor, mutedColor, type Point, rectangle, type SceneItem } from './scene.ts';

/** The colours of the verdicts with counts, one below the other from a point. */
export function drawLegend(
  { rows, verdictColors }: Pick<MapContent, 'rows' | 'verdictColors'>,
  x: number,
  y: number,
  textSize: number,
): SceneItem[] {
  const used = eligibilityVerdicts.map((verdict) => ({
    verdict,
    count: rows.filter(({ eligibility }) => (eligibility ?? 'undetermined') === verdict).length,
  }));
  return [
    { kind: 'text', text: '图例', x, y: y + textSize * 0.6, size: textSize * 1.15, align: 'left' },
    ...used.flatMap(({ verdict, count }, index): SceneItem[] => {
      const top = y + textSize * (1.9 + index * 1.7);
      const color = verdictColors[verdict];
      const box = { x, y: top, width: textSize * 2, height: textSize * 1.1 };
      return [
        {
          kind: 'area',
          rings: rectangle(box),
          fill: color,
          fillOpacity: 0.55,
          stroke: color,
          strokeWidth: 0.8,
        },
        {
          kind: 'text',
          text: `${eligibilityTitles[verdict]} ${count} 块`,
          x: x + textSize * 2.6,
          y: top + textSize * 0.55,
          size: textSize,
          align: 'left',
        },
      ];
    }),
  ];
}

/** A bar of a round length and the scale in figures, in the lower left of the frame. */
export function drawScaleBar({ frame, scale }: MapView, textSize: number): SceneItem[] {
  const length = roundLength(((frame.width / 5) * scale) / pointsPerMeter);
  const width = (length * pointsPerMeter) / scale;
  const left = frame.x + textSize;
  const y = frame.y + frame.height - textSize;
  const half = width / 2;
  const bar = (x: number, fill: string): SceneItem => ({
    kind: 'area',
    rings: rectangle({ x, y: y - textSize * 0.35, width: half, height: textSize * 0.35 }),
    ...{ fill, stroke: inkColor, strokeWidth: 0.5 },
  });
  const label = length >= 1_000 ? `${length / 1_000} 千米` : `${length} 米`;
  // paper behind, so that bar and figures are read over plots and imagery
  const box = {
    x: frame.x + textSize * 0.3,
    y: y - textSize * 1.7,
    width: width + textSize * 7.4,
    height: textSize * 2.1,
  };
  return [
    { kind: 'area', rings: rectangle(box), fill: '#ffffff', fillOpacity: 0.8 },
    bar(left, inkColor),
    bar(left + half, '#ffffff'),
    { kind: 'text', text: '0', x: left, y: y - textSize, size: textSize * 0.8, align: 'center' },
    { kind: 'text', text: label, x: left + width, y: y - textSize, size: textSize * 0.8, align: 'center' },
    {
      ...{ kind: 'text', text: `1:${scale}`, x: left + width + textSize * 2.4, y: y - textSize * 0.2 },
      ...{ size: textSize, align: 'left' },
    },
  ];
}

/** In the upper right of the frame. */
export function drawNorthArrow(frame: Frame, textSize: number): SceneItem[] {
  const x = frame.x + frame.width - textSize * 2;
  const top = frame.y + textSize * 2.2;
  const size = textSize * 1.1;
  return [
    {
      kind: 'area',
      rings: [
        [
          [x, top],
          [x - size / 2, top + size * 1.8],
          [x, top + size * 1.35],
          [x, top],
        ],
      ],
      ...{ fill: inkColor, stroke: inkColor, strokeWidth: 0.5 },
    },
    {
      kind: 'area',
      rings: [
        [
          [x, top],
          [x + size / 2, top + size * 1.8],
          [x, top + size * 1.35],
          [x, top],
        ],
      ],
      ...{ fill: '#ffffff', stroke: inkColor, strokeWidth: 0.5 },
    },
    { kind: 'text', text: '北', x, y: top - textSize * 0.8, size: textSize, align: 'center' },
  ];
}

/** Grid lines of the frame with their coordinates along its four sides. */
export function drawGrid(
  { frame, bounds, toPoint }: MapView,
  crsCode: string,
  textSize: number,
): SceneItem[] {
  const isProjected = findCoordinateSystem(crsCode)?.kind === 'projected';
  const step = roundLength((bounds.maxX - bounds.minX) / 6);
  const show = (value: number): string =>
    isProjected ? String(Math.round(value / 10) / 100) : `${Number(value.toFixed(4))}°`;
  const items: SceneItem[] = [];
  const line = (points: Point[]): SceneItem => ({
    kind: 'line',
    points,
    stroke: '#9aa5b1',
    strokeWidth: 0.35,
  });
  const label = (text: string, x: number, y: number, align: 'left' | 'center' | 'right'): SceneItem => ({
    ...{ kind: 'text', text, x, y, align, size: textSize, color: mutedColor },
  });
  for (let x = Math.ceil(bounds.minX / step) * step; x < bounds.maxX; x += step) {
    const [at] = toPoint(x, bounds.minY);
    items.push(
      line([
        [at, frame.y],
        [at, frame.y + frame.height],
      ]),
    );
    items.push(label(show(x), at, frame.y - textSize * 0.9, 'center'));
    items.push(label(show(x), at, frame.y + frame.height + textSize * 0.9, 'center'));
  }
  for (let y = Math.ceil(bounds.minY / step) * step; y < bounds.maxY; y += step) {
    const [, at] = toPoint(bounds.minX, y);
    items.push(
      line([
        [frame.x, at],
        [frame.x + frame.width, at],
      ]),
    );
    items.push(label(show(y), frame.x - textSize * 0.5, at, 'right'));
    items.push(label(show(y), frame.x + frame.width + textSize * 0.5, at, 'left'));
  }
  return items;
}

/** The nearest 1, 2 or 5 times a power of ten at or below. */
function roundLength(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  const digit = [5, 2, 1].find((candidate) => candidate * power <= length * 1.000001) ?? 1;
  // of 0.1 × 10 the product is exact where 0.1 ** -1 is not
  return Number((digit * power).toPrecision(6));
}
