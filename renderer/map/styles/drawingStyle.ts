import { getCenter } from 'ol/extent.js';
import type { FeatureLike } from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';

/** What a drawn feature is, in its properties. */
export interface DrawnProperties {
  readonly shape: 'area' | 'line' | 'arrow' | 'cloud' | 'text' | 'part' | 'boundary' | 'sketch' | 'measure';
  readonly label: string;
  readonly pointedAt: boolean;
}

const casing = 'rgba(10, 14, 18, 0.7)';
const colors: Readonly<Record<DrawnProperties['shape'], string>> = {
  area: '#ff6b4a',
  line: '#ff6b4a',
  arrow: '#ff6b4a',
  cloud: '#ff6b4a',
  text: '#ff6b4a',
  part: '#56c5ff',
  boundary: '#ff8ae2',
  sketch: '#ffffff',
  measure: '#b6f36a',
};
/** Width of one scallop of a cloud, in CSS pixels. */
const scallopPixels = 16;

/** Lines on imagery: a dark casing under a bright line, doubled by shape and label, never by colour alone. */
export function drawingStyles(feature: FeatureLike, resolution: number): Style[] {
  const { shape, label, pointedAt } = feature.getProperties() as unknown as DrawnProperties;
  const color = colors[shape];
  const width = pointedAt ? 4 : 2.5;
  const dash = shape === 'part' ? [8, 5] : shape === 'boundary' ? [3, 5] : undefined;
  const geometry = feature.getGeometry() as Geometry;
  const drawn = shape === 'cloud' && geometry instanceof Polygon ? toCloud(geometry, resolution) : geometry;
  const styles = [
    new Style({
      geometry: drawn,
      stroke: new Stroke({ color: casing, width: width + 2.5 }),
      fill: new Fill({ color: pointedAt ? 'rgba(255,255,255,0.16)' : 'rgba(255,255,255,0.02)' }),
    }),
    new Style({
      geometry: drawn,
      stroke: new Stroke({ color, width, ...(dash ? { lineDash: dash } : {}) }),
    }),
  ];
  if (shape === 'text')
    styles.push(
      new Style({
        image: new CircleStyle({
          radius: 4,
          fill: new Fill({ color }),
          stroke: new Stroke({ color: casing, width: 1.5 }),
        }),
      }),
    );
  if (shape === 'arrow' && geometry instanceof LineString) styles.push(arrowHead(geometry, color));
  if (label !== '') styles.push(labelStyle(geometry, label, color));
  return styles;
}

function arrowHead(line: LineString, color: string): Style {
  const [from = [0, 0], to = [0, 0]] = line.getCoordinates().slice(-2);
  const east = (to[0] ?? 0) - (from[0] ?? 0);
  const north = (to[1] ?? 0) - (from[1] ?? 0);
  return new Style({
    geometry: new Point(to),
    image: new RegularShape({
      points: 3,
      radius: 9,
      rotation: Math.atan2(east, north),
      rotateWithView: true,
      fill: new Fill({ color }),
      stroke: new Stroke({ color: casing, width: 1.5 }),
    }),
  });
}

function labelStyle(geometry: Geometry, label: string, color: string): Style {
  return new Style({
    geometry: labelPoint(geometry),
    text: new Text({
      text: label,
      font: '600 13px "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif',
      fill: new Fill({ color: '#ffffff' }),
      stroke: new Stroke({ color: casing, width: 3.5 }),
      offsetY: geometry instanceof Point ? -14 : 0,
      backgroundFill: new Fill({ color: 'rgba(11,15,19,0.55)' }),
      backgroundStroke: new Stroke({ color, width: 1 }),
      padding: [2, 5, 1, 5],
      overflow: true,
    }),
  });
}

function labelPoint(geometry: Geometry): Geometry {
  if (geometry instanceof Point) return geometry;
  if (geometry instanceof LineString) return new Point(geometry.getCoordinateAt(0.5));
  if (geometry instanceof Polygon) return geometry.getInteriorPoint();
  if (geometry instanceof MultiPolygon) {
    const inside = geometry.getInteriorPoints();
    if (inside.getFlatCoordinates().length > 0) return new Point(inside.getFlatCoordinates().slice(0, 2));
  }
  return new Point(getCenter(geometry.getExtent()));
}

/** 云线: half circles along each edge, bulging outwards. */
function toCloud(polygon: Polygon, resolution: number): LineString {
  const [ring = []] = polygon.getCoordinates();
  const clockwise = signedArea(ring) < 0;
  const points: number[][] = [];
  for (const [index, start] of ring.entries()) {
    const end = ring[index + 1];
    if (end === undefined) break;
    const [east, north] = [(end[0] ?? 0) - (start[0] ?? 0), (end[1] ?? 0) - (start[1] ?? 0)];
    const length = Math.hypot(east, north);
    const scallops = Math.max(1, Math.round(length / (scallopPixels * resolution)));
    const outward = Math.atan2(north, east) + (clockwise ? Math.PI / 2 : -Math.PI / 2);
    const radius = length / scallops / 2;
    for (let scallop = 0; scallop < scallops; scallop++) {
      const share = (scallop + 0.5) / scallops;
      const [x, y] = [(start[0] ?? 0) + east * share, (start[1] ?? 0) + north * share];
      for (let step = 0; step <= 8; step++) {
        const turn = outward + (clockwise ? 1 : -1) * (Math.PI / 2 - (step * Math.PI) / 8);
        points.push([x + radius * Math.cos(turn), y + radius * Math.sin(turn)]);
      }
    }
  }
  return new LineString(points);
}

function signedArea(ring: readonly number[][]): number {
  let sum = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    sum += x * nextY - nextX * y;
  }
  return sum / 2;
}
