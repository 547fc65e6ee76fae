import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import { drawBarChart } from '../drawing/drawBarChart.ts';
import { drawOverviewMap } from '../drawing/drawOverviewMap.ts';
import { fitMap, type MapContent } from '../drawing/fitMap.ts';
import { drawLegend } from '../drawing/mapFurniture.ts';
import type { Scene } from '../drawing/scene.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import { groupByTown } from '../workbook/townSheet.ts';
import { figuresOf } from './townFigures.ts';

/** Width of the text of an official paper in points. */
const textWidth = 442;
/** A map is as high as its ground asks for, between these: the words and the signature of a town fit on its page. */
const mapHeights = { least: 150, most: 330 } as const;
const legendWidth = 116;

/** 净面积 by town, what may be restored whole and in part. */
export function drawTownChart({
  rows,
  verdictColors,
}: Pick<PlotListSnapshot, 'rows' | 'verdictColors'>): Scene {
  const bars = [...groupByTown(rows)].map(([label, members]) => {
    const figure = figuresOf(members);
    return { label, values: [Number(figure('eligible:netMu')), Number(figure('partial:netMu'))] };
  });
  const series = (['eligible', 'partial'] as const).map((verdict) => ({
    title: eligibilityTitles[verdict],
    color: verdictColors[verdict],
  }));
  return drawBarChart(bars, series, textWidth, 2);
}

/** Plots by verdict over the towns; undefined where there is nothing to show. */
export function drawPlotMap(content: MapContent): Scene | undefined {
  const width = textWidth - legendWidth;
  const tall = fitMap(content, { x: 1, y: 1, width, height: mapHeights.most });
  if (tall === undefined) return undefined;
  const { least, most } = mapHeights;
  const height = Math.min(most, Math.max(least, tall.groundHeight * 1.08));
  const frame = { x: 1, y: 1, width, height };
  const view = fitMap(content, frame) ?? tall;
  const legend = drawLegend(content, frame.width + 10, 6, 9);
  return { width: textWidth, height: height + 2, items: [...drawOverviewMap(content, view, 9), ...legend] };
}
