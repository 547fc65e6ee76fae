import type { Polygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { COUNTY_CODE, COUNTY_NAME } from './administrativeUnits.ts';
import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene } from './countyScene.ts';
import { buildPlanRing } from './planRing.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';
import { hashUnit, valueNoise } from './seededRandom.ts';
import { slopeAt } from './terrain.ts';

export interface ProtectionLayers {
  readonly ecologicalRedLine: readonly SampleFeature[];
  readonly natureReserves: readonly SampleFeature[];
  readonly waterSources: readonly SampleFeature[];
  readonly riverManagement: readonly SampleFeature[];
  readonly urbanGrowth: readonly SampleFeature[];
}

/** A county larger than the usual one repeats its protected places every so many metres of plan. */
const TILE_WIDTH = 4600;
const TILE_HEIGHT = 3400;
const NO_NODES = { horizontal: new Map(), vertical: new Map() };

/** The control lines and protection layers whose shapes do not follow parcels, all in EPSG:4545. */
export function createProtectionLayers(scene: CountyScene): ProtectionLayers {
  const ecologicalRedLine: SampleFeature[] = [];
  const natureReserves: SampleFeature[] = [];
  const waterSources: SampleFeature[] = [];
  const { plan } = scene;
  const across = Math.max(1, Math.round(plan.width / TILE_WIDTH));
  const up = Math.max(1, Math.round(plan.height / TILE_HEIGHT));
  for (let b = 0; b < up; b++) {
    for (let a = 0; a < across; a++) {
      const u0 = plan.west + (a * plan.width) / across;
      const v0 = plan.south + (b * plan.height) / up;
      const tile = { u0, v0, u1: u0 + plan.width / across, v1: v0 + plan.height / up };
      const scale = Math.min(1, (tile.u1 - tile.u0) / TILE_WIDTH);
      const key = b * across + a;
      for (let k = 0; k < 5; k++) {
        const [x, y] = steepPlace(scene, tile, key * 8 + k);
        const radius = scale * (235 + 190 * hashUnit(plan.seed, 72, key, k));
        const ring = blob(plan.seed + 73, key * 8 + k, x, y, radius);
        ecologicalRedLine.push(redLine(ecologicalRedLine.length + 1, ring, k === 0));
        if (k < 2) {
          const shifted = blob(
            plan.seed + 74,
            key * 8 + k,
            x + 0.55 * radius,
            y - 0.35 * radius,
            radius * 0.8,
          );
          natureReserves.push(reserve(natureReserves.length + 1, shifted, k));
        }
      }
      for (const centre of plan.riverCentres.filter((v) => v >= tile.v0 && v < tile.v1)) {
        const [x, y] = plan.toWorld(
          tile.u0 + (tile.u1 - tile.u0) * (0.3 + 0.4 * hashUnit(plan.seed, 75, key)),
          centre,
        );
        waterSources.push(...waterSource(plan.seed, key, x, y + 60, scale, waterSources.length));
      }
    }
  }
  return {
    ecologicalRedLine,
    natureReserves,
    waterSources,
    riverManagement: riverManagement(scene),
    urbanGrowth: urbanGrowth(scene),
  };
}

function redLine(number: number, ring: Ring, inReserve: boolean): SampleFeature {
  return {
    geometry: [[ring]],
    values: {
      XZQDM: COUNTY_CODE,
      XZQMC: COUNTY_NAME,
      HXBM: `${COUNTY_CODE}${String(number).padStart(6, '0')}`,
      HXMC: `${COUNTY_NAME}水土保持生态保护红线${number}`,
      HXLX: '水土保持',
      LXBM: '12',
      MJ: roundedArea([ring]),
      ZRBHDMC: inReserve ? '云岭县级自然保护区' : null,
      GKCS: '按生态保护红线管控',
    },
  };
}

function reserve(number: number, ring: Ring, zone: number): SampleFeature {
  return {
    geometry: [[ring]],
    values: {
      BHDMC: zone === 0 ? '云岭县级自然保护区' : '柳溪县级森林公园',
      BHDJB: '县级',
      BHDLX: zone === 0 ? '自然保护区' : '自然公园',
      GNFQ: zone === 0 ? '核心保护区' : '一般控制区',
      BH: String(number).padStart(4, '0'),
      MJ: roundedArea([ring]),
    },
  };
}

/** Three levels round an intake, each with a hole where the stricter one begins: they share that line. */
function waterSource(
  seed: number,
  key: number,
  x: number,
  y: number,
  scale: number,
  before: number,
): SampleFeature[] {
  const radii = [210, 380, 560].map((radius) => radius * scale);
  const rings = radii.map((radius) => blob(seed + 76, key, x, y, radius));
  return ['一级', '二级', '准'].map((level, k) => {
    const inner = rings[k - 1];
    const polygon: Polygon = inner === undefined ? [rings[k] as Ring] : [rings[k] as Ring, inner];
    return {
      geometry: [polygon],
      values: {
        SYDMC: `${COUNTY_NAME}第${before / 3 + 1}水厂水源地`,
        BHQJB: k === 2 ? '准保护区' : level,
        SYDLX: '河流型',
        MJ: roundedArea(polygon),
      },
    };
  });
}

/** The river and a strip of land on both banks, cut at the town borders' columns. */
function riverManagement(scene: CountyScene): SampleFeature[] {
  const { plan } = scene;
  return plan.riverCentres.flatMap((centre, river) => {
    const reach = 22 + 24;
    const [first, last] = plan.countyColumns;
    const cuts = [first, Math.round((first + last) / 2), last].map(
      (column) => plan.columnEdges[column] as number,
    );
    return cuts.slice(1).map((u1, k) => {
      const ring = buildPlanRing(
        plan,
        { u0: cuts[k] as number, u1, v0: centre - reach, v1: centre + reach },
        NO_NODES,
      );
      return {
        geometry: [[ring]],
        values: {
          HLMC: '柳溪河',
          HDDM: `HD${river + 1}${k + 1}`,
          HDJB: '县级',
          GLDW: `${COUNTY_NAME}水务局`,
          MJ: roundedArea([ring]),
        },
      };
    });
  });
}

/** One town seat each: built-up core, room to grow, special use; they touch along shared lines. */
function urbanGrowth(scene: CountyScene): SampleFeature[] {
  const { plan, units } = scene;
  return units.towns.flatMap((town) => {
    const column = Math.floor((town.columns[0] + town.columns[1]) / 2);
    const row = Math.floor((town.rows[0] + town.rows[1]) / 2);
    const u0 = (plan.columnEdges[column] as number) - 60;
    const v0 = (plan.rowEdges[row] as number) + 20;
    const parts = [
      { code: '010', name: '城镇集中建设区', from: 0, to: 210 },
      { code: '020', name: '城镇弹性发展区', from: 210, to: 290 },
      { code: '030', name: '特别用途区', from: 290, to: 340 },
    ];
    return parts.map((part) => {
      const ring = buildPlanRing(plan, { u0: u0 + part.from, u1: u0 + part.to, v0, v1: v0 + 170 }, NO_NODES);
      return {
        geometry: [[ring]],
        values: {
          XZQDM: town.code,
          XZQMC: town.name,
          GHFQDM: part.code,
          GHFQMC: part.name,
          MJ: roundedArea([ring]),
        },
      };
    });
  });
}

function steepPlace(
  scene: CountyScene,
  tile: { u0: number; v0: number; u1: number; v1: number },
  key: number,
): readonly [number, number] {
  const { plan, terrain } = scene;
  let best: readonly [number, number] = plan.toWorld(tile.u0, tile.v0);
  let steepest = -1;
  for (let attempt = 0; attempt < 5; attempt++) {
    const place = plan.toWorld(
      tile.u0 + (tile.u1 - tile.u0) * (0.06 + 0.88 * hashUnit(plan.seed, 70, key, attempt)),
      tile.v0 + (tile.v1 - tile.v0) * (0.06 + 0.88 * hashUnit(plan.seed, 71, key, attempt)),
    );
    const slope = slopeAt(terrain, place[0], place[1]);
    if (slope > steepest) {
      steepest = slope;
      best = place;
    }
  }
  return best;
}

/** A closed, star-shaped, natural looking outline. */
function blob(seed: number, key: number, x: number, y: number, radius: number): Ring {
  const corners = 90;
  const points: number[] = [];
  for (let k = 0; k < corners; k++) {
    const angle = (k / corners) * Math.PI * 2;
    const wobble =
      1 +
      0.26 * valueNoise(seed, 3 + key * 17 + 1.4 * Math.cos(angle), 5 + 1.4 * Math.sin(angle)) +
      0.09 * valueNoise(seed + 1, 3 + key * 17 + 4 * Math.cos(angle), 5 + 4 * Math.sin(angle));
    const px = x + 1.2 * radius * wobble * Math.cos(angle);
    const py = y + 0.84 * radius * wobble * Math.sin(angle);
    points.push(Math.round(px * 1e4) / 1e4, Math.round(py * 1e4) / 1e4);
  }
  points.push(points[0] as number, points[1] as number);
  return Float64Array.from(points);
}

function roundedArea(polygon: Polygon): number {
  const [outer, ...holes] = polygon.map(computeRingArea);
  return Math.round(((outer ?? 0) - holes.reduce((sum, hole) => sum + hole, 0)) * 100) / 100;
}
