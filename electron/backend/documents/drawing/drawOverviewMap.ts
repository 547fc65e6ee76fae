import { computeBounds, type MultiPolygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { MapContent, MapView } from './fitMap.ts';
import { drawNorthArrow, drawScaleBar } from './mapFurniture.ts';
import { inkColor, type Point, rectangle, type SceneItem } from './scene.ts';

/**
 * Towns with their names and plots by verdict, in a frame, with scale bar and north arrow. Over imagery towns are
 * outlines only, and what stands on it gets paper behind.
 */
export function drawOverviewMap(
  content: MapContent,
  view: MapView,
  textSize: number,
  overImagery = false,
): SceneItem[] {
  const place = (geometry: MultiPolygon): Point[][] =>
    geometry.flat().map((ring) => {
      const points: Point[] = [];
      for (let i = 0; i + 1 < ring.length; i += 2)
        points.push(view.toPoint(ring[i] as number, ring[i + 1] as number));
      return points;
    });
  const towns = content.towns.map(
    ({ geometry }): SceneItem => ({
      kind: 'area',
      rings: place(geometry),
      ...(overImagery
        ? { stroke: '#fff3c4', strokeWidth: 1.4, dashed: true }
        : { fill: '#f7f5ee', stroke: '#8a7f6a', strokeWidth: 0.8, dashed: true }),
    }),
  );
  const plots = content.rows.map((row): SceneItem => {
    const color = content.verdictColors[row.eligibility ?? 'undetermined'];
    // the line keeps a plot visible that is smaller than a dot at this scale
    return {
      kind: 'area',
      rings: place(row.geometry),
      fill: color,
      fillOpacity: 0.55,
      stroke: color,
      strokeWidth: 0.7,
    };
  });
  const names = content.towns.flatMap(({ name, geometry }): SceneItem[] => {
    const bounds = computeBounds(geometry);
    if (bounds === undefined) return [];
    const [x, y] = view.toPoint((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2);
    const size = textSize * 1.2;
    // paper behind the name, so that it is read over any colour
    const width = size * (name.length + 0.6);
    const box = { x: x - width / 2, y: y - size * 0.7, width, height: size * 1.4 };
    return [
      { kind: 'area', rings: rectangle(box), fill: '#ffffff', fillOpacity: 0.75 },
      { kind: 'text', text: name, x, y, size, align: 'center' },
    ];
  });
  return [
    ...towns,
    ...plots,
    ...names,
    ...drawScaleBar(view, textSize),
    ...drawNorthArrow(view.frame, textSize),
    { kind: 'area', rings: rectangle(view.frame), stroke: inkColor, strokeWidth: 0.9 },
  ];
}
