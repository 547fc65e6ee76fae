import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PlotRecord } from './plotRecords.ts';
import { hashBits } from './seededRandom.ts';

/** A plot as written with a defect; `area` replaces the ledger area. */
export interface MessyPlot {
  readonly record: PlotRecord;
  readonly geometry: MultiPolygon | null;
}

export interface MessyDefect {
  readonly code: string;
  readonly description: string;
  readonly plotNo: string;
}

type Change = (plot: MessyPlot, previous: MessyPlot | undefined) => MessyPlot | readonly MessyPlot[];

/** One change after the other, a few plots apart; the order is the order of the notes. */
const CHANGES: readonly (readonly [code: string, description: string, change: Change])[] = [
  ['selfCrossing', '边界自相交（蝴蝶结）', reshape(crossed)],
  ['duplicateVertices', '重复节点', reshape((ring) => repeatVertices(ring))],
  ['spike', '尖刺：边界上伸出 8 m 的零宽尖角', reshape(spiked)],
  [
    'overlap',
    '与上一图斑大部分重叠',
    (plot, previous) => ({ ...plot, geometry: moved(previous?.geometry ?? plot.geometry, 4, 3) }),
  ],
  [
    'duplicateNumber',
    '图斑编号与上一图斑重复',
    (plot, previous) => withRecord(plot, { JCBH: previous?.record.JCBH ?? plot.record.JCBH }),
  ],
  ['emptyGeometry', '没有图形', (plot) => ({ ...plot, geometry: null })],
  [
    'multipart',
    '由相距 60 m 的两部分组成',
    (plot) => ({ ...plot, geometry: [...(plot.geometry ?? []), ...(moved(plot.geometry, 60, 60) ?? [])] }),
  ],
  [
    'holeTouchesShell',
    '内洞与外边界在一点相接',
    (plot) => ({ ...plot, geometry: touchingHole(plot.geometry) }),
  ],
  [
    'wrongZone',
    '坐标落在相邻投影带（东移约 286 km）',
    (plot) => ({ ...plot, geometry: moved(plot.geometry, 286_000, 0) }),
  ],
  [
    'areaInWrongUnit',
    '面积字段相差 667 倍（按亩填写）',
    (plot) => withRecord(plot, { MJ: Math.round(plot.record.MJ * 0.15) / 100 }),
  ],
  ['formulaText', '备注是公式样文字', (plot) => withRecord(plot, { BZ: "=cmd|'/C calc'!A0" })],
  ['formulaSign', '备注以加号开头', (plot) => withRecord(plot, { BZ: '+1' })],
  [
    'fullWidthDigits',
    '图斑编号是全角数字',
    (plot) => withRecord(plot, { JCBH: fullWidth(plot.record.JCBH) }),
  ],
];

/** Turns clean plots into what arrives on a bad day: every defect once, at places that depend on the seed only. */
export function createMessyPlots(
  plots: number,
  seed: number,
): {
  apply(plot: MessyPlot): readonly MessyPlot[];
  readonly defects: MessyDefect[];
} {
  const spacing = Math.max(2, Math.floor(plots / (CHANGES.length + 1)));
  const offset = 1 + (hashBits(seed + 700, 1) % spacing);
  const defects: MessyDefect[] = [];
  let ordinal = 0;
  let previous: MessyPlot | undefined;
  return {
    defects,
    apply(plot) {
      const turn = ordinal - offset;
      const change = turn >= 0 && turn % spacing === 0 ? CHANGES[turn / spacing] : undefined;
      ordinal++;
      if (change === undefined) {
        previous = plot;
        return [plot];
      }
      const [code, description, apply] = change;
      const result = [apply(plot, previous)].flat() as MessyPlot[];
      defects.push({ code, description, plotNo: result[0]?.record.JCBH ?? plot.record.JCBH });
      previous = plot;
      return result;
    },
  };
}

function reshape(change: (ring: Ring) => Ring): Change {
  return (plot) => ({ ...plot, geometry: (plot.geometry ?? []).map((polygon) => polygon.map(change)) });
}

function withRecord(plot: MessyPlot, values: Partial<PlotRecord>): MessyPlot {
  return { ...plot, record: { ...plot.record, ...values } };
}

/** Swaps two vertices on opposite sides, which makes the ring cross itself. */
function crossed(ring: Ring): Ring {
  const count = ring.length / 2 - 1;
  const out = ring.slice();
  const a = 2;
  const b = 2 * Math.max(2, Math.floor(count / 2));
  for (let k = 0; k < 2; k++) {
    out[a + k] = ring[b + k] as number;
    out[b + k] = ring[a + k] as number;
  }
  return out;
}

function repeatVertices(ring: Ring): Ring {
  const points = [...ring];
  points.splice(4, 0, ring[2] as number, ring[3] as number, ring[2] as number, ring[3] as number);
  return Float64Array.from(points);
}

function spiked(ring: Ring): Ring {
  const points = [...ring];
  const x = ring[2] as number;
  const y = ring[3] as number;
  points.splice(4, 0, x + 5.7, y - 5.6, x, y);
  return Float64Array.from(points);
}

function moved(geometry: MultiPolygon | null, dx: number, dy: number): MultiPolygon | null {
  return (
    geometry?.map((polygon) =>
      polygon.map((ring) => ring.map((value, i) => value + (i % 2 === 0 ? dx : dy))),
    ) ?? null
  );
}

function touchingHole(geometry: MultiPolygon | null): MultiPolygon | null {
  const shell = geometry?.[0]?.[0];
  if (shell === undefined) return geometry;
  const count = shell.length / 2 - 1;
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += (shell[2 * i] as number) / count;
    y += (shell[2 * i + 1] as number) / count;
  }
  const [px, py] = [shell[0] as number, shell[1] as number];
  return [[shell, Float64Array.of(px, py, x, y, x + (py - y) * 0.15, y - (px - x) * 0.15, px, py)]];
}

function fullWidth(digits: string): string {
  return digits.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}
