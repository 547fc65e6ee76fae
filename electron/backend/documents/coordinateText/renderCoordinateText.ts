import type { CoordinateTextOptions } from '../../../../shared/contract/records/handUpSettings.ts';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { MultiPolygon, Ring } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { orientRings } from '../../../../shared/domain/geometry/orientRings.ts';

/** How a coordinate file is laid out; 8 fields: 勘测定界 form, 12: 补充耕地 form of 2026. */
export type CoordinateTextTemplate = Omit<CoordinateTextOptions, 'perPlot' | 'forms'> & {
  readonly fields: 8 | 12;
};

/** A plot as a coordinate file tells it; texts hold no comma and no line end (see `plainField`). */
export interface CoordinatePlot {
  readonly plotNo: string;
  readonly name: string;
  readonly hectares: number | null;
  readonly purpose: string;
  readonly landClassCode: string;
  /** Only in the 12-field form. */
  readonly year: string;
  readonly slopeGrade: string;
  readonly qualityGrade: string;
  readonly note: string;
  /** In the frame of the file. */
  readonly geometry: MultiPolygon;
}

export interface CoordinateTextOrigin {
  readonly crs: CoordinateSystem;
  readonly producer: string;
  /** '2026-11-22' */
  readonly date: string;
}

/** The whole file: header, then per plot an attribute line ending in @ and one line per point, CRLF. */
export function* renderCoordinateText(
  plots: readonly CoordinatePlot[],
  origin: CoordinateTextOrigin,
  template: CoordinateTextTemplate,
): Generator<string> {
  const { crs } = origin;
  yield [
    '[属性描述]',
    '格式版本号=1.01',
    `数据产生单位=${plainField(origin.producer)}`,
    `数据产生日期=${origin.date}`,
    '坐标系=2000国家大地坐标系',
    `几度分带=${crs.kind === 'projected' ? crs.zoneWidthDegrees : ''}`,
    `投影类型=${crs.kind === 'projected' ? '高斯克吕格' : ''}`,
    `计量单位=${crs.kind === 'projected' ? '米' : '度'}`,
    `带号=${crs.kind === 'projected' ? crs.zoneNumber : ''}`,
    `精度=${(10 ** -template.decimals).toFixed(template.decimals)}`,
    '转换参数=,,,,,,',
    '[地块坐标]',
    '',
  ].join('\r\n');
  for (const plot of plots) yield* renderPlot(plot, crs, template);
}

function* renderPlot(
  plot: CoordinatePlot,
  crs: CoordinateSystem,
  template: CoordinateTextTemplate,
): Generator<string> {
  // outer rings clockwise from the north-west, holes the other way, as old tools expect
  const rings = orientRings(plot.geometry, 'clockwise').flat().map(startAtNorthWest);
  const points = rings.reduce((sum, ring) => sum + ring.length / 2 - (template.closingPoint ? 0 : 1), 0);
  yield `${points},${attributeFields(plot, template.fields).join(',')},@\r\n`;
  const shift = eastingShift(crs, template);
  const prefix = template.pointPrefix ? 'J' : '';
  let number = 1;
  for (const [index, ring] of rings.entries()) {
    const lines: string[] = [];
    const first = number;
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const closing = i + 2 >= ring.length;
      if (closing && !template.closingPoint) break;
      const north = (ring[i + 1] as number).toFixed(template.decimals);
      const east = ((ring[i] as number) + shift).toFixed(template.decimals);
      lines.push(`${prefix}${closing ? first : number++},${index + 1},${north},${east}\r\n`);
    }
    yield lines.join('');
  }
}

/** The attribute line after the point count and before the @. */
export function attributeFields(plot: CoordinatePlot, fields: 8 | 12): string[] {
  const area = plot.hectares === null ? '' : plot.hectares.toFixed(4);
  const { plotNo, name, purpose, landClassCode } = plot;
  if (fields === 8) return [area, plotNo, name, '面', '', purpose, landClassCode].map(plainField);
  return [
    area,
    plotNo,
    name,
    plot.year,
    plot.slopeGrade,
    '面',
    '',
    purpose,
    plot.note,
    landClassCode,
    plot.qualityGrade,
  ].map(plainField);
}

/** What is added to eastings so that they carry the zone; 0 where they do already or the template wants none. */
export function eastingShift(crs: CoordinateSystem, { zonePrefix }: CoordinateTextTemplate): number {
  if (crs.kind !== 'projected' || !zonePrefix || crs.falseEastingMeters >= 1_000_000) return 0;
  return crs.zoneNumber * 1_000_000;
}

/** The format has no quotes: commas become full-width, line ends and tabs a space. */
function plainField(text: string): string {
  return text.replaceAll(',', '，').replace(/[\r\n\t]+/g, ' ');
}

function startAtNorthWest(ring: Ring): Ring {
  const vertices = ring.length / 2 - 1;
  let best = 0;
  for (let i = 1; i < vertices; i++) {
    const score = (ring[2 * i + 1] as number) - (ring[2 * i] as number);
    if (score > (ring[2 * best + 1] as number) - (ring[2 * best] as number)) best = i;
  }
  const turned = new Float64Array(ring.length);
  for (let i = 0; i <= vertices; i++) {
    const from = (best + i) % vertices;
    turned[2 * i] = ring[2 * from] as number;
    turned[2 * i + 1] = ring[2 * from + 1] as number;
  }
  return turned;
}
