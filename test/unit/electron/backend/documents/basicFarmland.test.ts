import { expect, it } from 'vitest';
import { freezeBasicFarmland } from '../../../../../electron/backend/documents/layers/basicFarmlandLayer.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { addLayer } from '../../../../support/buildEligibilityProject.ts';
import { buildProject } from '../../../../support/buildProject.ts';

const [X, Y] = [500_000, 3_450_000];

function square(x: number, y: number, side: number): MultiPolygon {
  const [left, bottom, right, top] = [X + x, Y + y, X + x + side, Y + y + side];
  return [[Float64Array.of(left, bottom, right, bottom, right, top, left, top, left, bottom)]];
}

const parcel = (number: string, geometry: MultiPolygon) => ({
  geometry,
  attributes: {
    ...{ YJJBNTTBBH: number, DLBM: '0103', yjjbntmj: 399.5, GDPDJB: '2' },
    ...{ ZRRMC: '张三', ZRRZJHM: '513000199001011234', LXDH: '13800000000' },
  },
});

/**
 *   plots     甲 0–20   乙 20–40           丙 100–120
 *   parcels   1: 10–30 (half of both)   2: 40–60 (touches 乙)   3: 105–115 inside 丙
 */
async function freeze(withPersonalData: boolean) {
  const project = await buildProject();
  addLayer(project, {
    name: '永久基本农田图斑',
    features: [
      parcel('NT1', square(10, 0, 20)),
      parcel('NT2', square(40, 0, 20)),
      parcel('NT3', square(105, 5, 10)),
    ],
  });
  addLayer(project, {
    name: '生态保护红线',
    features: [{ geometry: square(0, 0, 500), attributes: { ZRRMC: '李四' } }],
  });
  const plots = [
    { plotNo: '甲', geometry: square(0, 0, 20) },
    { plotNo: '乙', geometry: square(20, 0, 20) },
    { plotNo: '丙', geometry: square(100, 0, 20) },
  ];
  return freezeBasicFarmland(project.database, plots, withPersonalData);
}

const personal = ['张三', '513000199001011234', '13800000000'];

it('lists the parcels of basic farmland that share ground with a plot, and no person', async () => {
  const { kind, rows, shapes } = await freeze(false);
  expect(kind.title).toBe('永久基本农田');
  expect(rows).toEqual([
    ['甲', 'NT1', '0103', 399.5, '2'],
    ['乙', 'NT1', '0103', 399.5, '2'],
    ['丙', 'NT3', '0103', 399.5, '2'],
  ]);
  expect(shapes).toHaveLength(3);
  expect(kind.columns.map(({ fieldName }) => fieldName)).not.toEqual(expect.arrayContaining(['ZRRMC']));
});

it('names who looks after them where that is asked for', async () => {
  const { kind, rows } = await freeze(true);
  expect(kind.title).toBe('永久基本农田（含责任人）');
  expect(rows[0]).toEqual(['甲', 'NT1', '0103', 399.5, '2', ...personal]);
});
