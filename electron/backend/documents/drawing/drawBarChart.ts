import { inkColor, mutedColor, rectangle, type Scene, type SceneItem } from './scene.ts';

export interface ChartBar {
  readonly label: string;
  /** One value for each series, not negative. */
  readonly values: readonly number[];
}

export interface ChartSeries {
  readonly title: string;
  readonly color: string;
}

const labelSize = 8.5;
const rowHeight = 21;
const top = 26;

/** Horizontal stacked bars with the sum at their end; every figure is one the tables show. */
export function drawBarChart(
  bars: readonly ChartBar[],
  series: readonly ChartSeries[],
  width: number,
  decimals: number,
): Scene {
  const longest = Math.max(...bars.map(({ label }) => label.length), 2);
  const left = longest * labelSize + 10;
  const right = width - 52;
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(...sums, 0);
  const items: SceneItem[] = drawSeries(series, left);
  for (const [index, { label, values }] of bars.entries()) {
    const middle = top + (index + 0.5) * rowHeight;
    items.push({ kind: 'text', text: label, x: left - 6, y: middle, size: labelSize, align: 'right' });
    let x = left;
    for (const [place, value] of values.entries()) {
      const length = most === 0 ? 0 : ((right - left) * value) / most;
      if (length > 0) {
        const box = { x, y: middle - 6, width: length, height: 12 };
        items.push({ kind: 'area', rings: rectangle(box), fill: series[place]?.color ?? inkColor });
      }
      x += length;
    }
    const text = (sums[index] as number).toFixed(decimals);
    items.push({ kind: 'text', text, x: x + 4, y: middle, size: labelSize, align: 'left' });
  }
  const bottom = top + bars.length * rowHeight + 4;
  items.push({
    kind: 'line',
    points: [
      [left, top],
      [left, bottom],
    ],
    stroke: mutedColor,
    strokeWidth: 0.7,
  });
  return { width, height: bottom + 6, items };
}

function drawSeries(series: readonly ChartSeries[], left: number): SceneItem[] {
  let x = left;
  return series.flatMap(({ title, color }): SceneItem[] => {
    const box = { x, y: 6, width: 10, height: 8 };
    const label = { kind: 'text', text: title, x: x + 14, y: 10, size: labelSize, align: 'left' } as const;
    x += 24 + title.length * labelSize + 14;
    return [{ kind: 'area', rings: rectangle(box), fill: color }, label];
  });
}
