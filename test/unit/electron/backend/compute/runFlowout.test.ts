import { describe, expect, it } from 'vitest';
import { runFlowout } from '../../../../../electron/backend/compute/runFlowout.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { addLayer } from '../../../../support/buildEligibilityProject.ts';
import { ring } from '../../../../support/buildPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';

// Near the central meridian of EPSG:4545 ellipsoidal areas are planar ones within 1e-7: squared paper.
const X = 500_000;
const Y = 3_450_000;
const context = { signal: new AbortController().signal, reportProgress: () => undefined };
const near = (value: number) => ({ asymmetricMatch: (x: unknown) => Math.abs(Number(x) - value) < 0.01 });

function rectangle(x: number, y: number, width: number, height: number): MultiPolygon {
  const [left, bottom] = [X + x, Y + y];
  return [
    [ring([left, bottom], [left + width, bottom], [left + width, bottom + height], [left, bottom + height])],
  ];
}

const parcel = (geometry: MultiPolygon, DLBM: string, ZZSXDM = '') => ({
  geometry,
  attributes: { DLBM, ZZSXDM },
});

/**
 *   last year      0 ─────────── 100 耕地              120 – 140 园地
 *   this year      0–20 耕地 · 20–40 耕地 WG · 40–60 公路 · 60–80 果园 · 80–100 裸土   120 – 140 耕地
 *   approvals      construction 40–50, balance 60–75; 永农 70–100; all 10 m high
 */
async function buildTwoYears() {
  const project = await buildProject();
  const layer = (name: string, features: ReturnType<typeof parcel>[]) =>
    addLayer(project, { name, role: 'dltb', features }).id;
  const before = layer('地类图斑2024', [
    parcel(rectangle(0, 0, 100, 10), '0103'),
    parcel(rectangle(120, 0, 20, 10), '0201'),
    parcel(rectangle(200, 0, 20, 10), '1799'),
  ]);
  const after = layer('地类图斑2025', [
    parcel(rectangle(0, 0, 20, 10), '0103'),
    parcel(rectangle(20, 0, 20, 10), '0103', 'WG'),
    parcel(rectangle(40, 0, 20, 10), '1003'),
    parcel(rectangle(60, 0, 20, 10), '0201'),
    parcel(rectangle(80, 0, 20, 10), '1206'),
    parcel(rectangle(120, 0, 20, 10), '0103'),
  ]);
  const reference = (name: string, geometry: MultiPolygon) =>
    addLayer(project, { name, role: 'reference', features: [{ geometry }] }).id;
  const construction = reference('农转用', rectangle(40, 0, 10, 10));
  const balance = reference('进出平衡', rectangle(60, 0, 15, 10));
  const farmland = reference('永农', rectangle(70, 0, 30, 10));
  return { project, before, after, construction, balance, farmland };
}

describe('runFlowout', () => {
  it('tells what 耕地 has become, with and without approval, and what of it is 永农', async () => {
    const { project, ...layers } = await buildTwoYears();
    const report = await runFlowout(project, { ...layers, year: 2025 }, context);
    expect(report.summary).toMatchObject({
      lastYearSquareMeters: near(1000),
      nonAgricultural: { squareMeters: near(100), basicFarmlandSquareMeters: near(0) },
      // 60–70 has a plan; 70–75 has one too, but is 永农
      orchardForest: { squareMeters: near(100), basicFarmlandSquareMeters: near(100) },
      otherAgricultural: { squareMeters: 0 },
      unused: { squareMeters: near(200), basicFarmlandSquareMeters: near(200) },
      reasonable: { squareMeters: near(200), basicFarmlandSquareMeters: near(0) },
      idle: { squareMeters: near(200) },
      unclassified: { squareMeters: 0 },
      addedSquareMeters: near(200),
      changeSquareMeters: near(200),
      thisYearSquareMeters: near(800),
    });
    expect(report.policy).toBe('P32');
    expect(report.skipped).toEqual([{ layerId: layers.before, fid: 3, code: '1799' }]);
    expect(report.parcels.filter(({ kind }) => kind === 'idle')).toEqual([
      {
        ...{ fid: 1, kind: 'idle', isReasonable: false, isBasicFarmland: false, areaSquareMeters: near(200) },
        bounds: { minX: X, minY: Y, maxX: X + 100, maxY: Y + 10 },
      },
    ]);
    // 公路 40–50 approved, 50–60 not; 果园 60–70 in the plan, 70–80 永农; 裸土 80–100 永农; 撂荒 20–40
    const none = { squareMeters: 0, basicFarmlandSquareMeters: 0 };
    const area = (squareMeters: number, basicFarmlandSquareMeters = 0) => ({
      squareMeters: near(squareMeters),
      basicFarmlandSquareMeters: near(basicFarmlandSquareMeters),
    });
    expect(report.table).toEqual([
      { kind: 'nonAgricultural', reasonable: area(100), unreasonable: area(100) },
      { kind: 'orchardForest', reasonable: area(100), unreasonable: area(100, 100) },
      { kind: 'otherAgricultural', reasonable: none, unreasonable: none },
      { kind: 'unused', reasonable: none, unreasonable: area(200, 200) },
      { kind: 'idle', reasonable: none, unreasonable: area(200) },
      { kind: 'unclassified', reasonable: none, unreasonable: none },
    ]);
    expect(report.zeroTolerance).toBe('all');
  });

  it('finds everything unreasonable where no approvals are given, and refuses a layer without DLBM', async () => {
    const { project, before, after, balance } = await buildTwoYears();
    const { summary, ...report } = await runFlowout(project, { before, after, year: 2020 }, context);
    expect(report).toMatchObject({ policy: 'P33', zeroTolerance: 'byDate' });
    expect(summary).toMatchObject({
      unreasonable: { squareMeters: near(600) },
      reasonable: { squareMeters: 0 },
    });
    await expect(runFlowout(project, { before: balance, after, year: 2020 }, context)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });
});
