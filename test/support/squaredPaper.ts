import { createEligibilityHandlers } from '../../electron/backend/services/eligibilityService.ts';
import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import { findPlotByNumber } from '../../electron/backend/storage/project/plots.ts';
import type { CallContext } from '../../shared/contract/backendApi.ts';
import type { AreaBill } from '../../shared/contract/records/eligibilityRecords.ts';
import type { MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { addLayer, addPlotPolygons } from './buildEligibilityProject.ts';
import { ring } from './buildPolygon.ts';
import { buildProject } from './buildProject.ts';

// Near the central meridian of EPSG:4545 (108°E) the ellipsoidal area of a plot is its planar area within
// 1e-7, so that bills can be worked out on squared paper.
export const X = 500_000;
export const Y = 3_450_000;

/** Metres from the corner of the paper. */
export function rectangle(x: number, y: number, width: number, height: number): MultiPolygon {
  const [left, bottom] = [X + x, Y + y];
  const [right, top] = [left + width, bottom + height];
  return [[ring([left, bottom], [right, bottom], [right, top], [left, top])]];
}

/** The handlers of 核算 on a project, with what they report. */
export function openEligibility(project: OpenProject) {
  const handlers = createEligibilityHandlers({
    appVersion: '0',
    applicationDirectory: project.directory,
    clock: project.clock,
    session: {
      require: () => project,
      requireNow: () => project,
      past: () => null,
      showPast: () => undefined,
      current: () => project,
      replace: () => undefined,
      close: () => Promise.resolve(),
    },
    emit: () => undefined,
  });
  const controller = new AbortController();
  const stages: string[] = [];
  const call: CallContext = {
    signal: controller.signal,
    reportProgress: (stage) => {
      if (stages.at(-1) !== stage) stages.push(stage);
    },
  };
  const run = (request: { rulesId?: string; workers?: number; only?: string[] } = {}) =>
    handlers['eligibility.run']({ workers: 1, by: '甲', ...request }, call);
  const bill = async (plotNo: string): Promise<AreaBill> =>
    handlers['eligibility.bill']({ plotId: findPlotByNumber(project.database, plotNo) }, call);
  const whatif = async (request: { order?: string[]; without?: string[]; minimumNetSquareMeters?: number }) =>
    handlers['eligibility.whatif'](request, call);
  return { handlers, call, controller, stages, run, bill, whatif };
}

/** All layers the restoration rules ask for, far away from the plots. */
export function bindRemainingRules(project: OpenProject, present: readonly string[]): void {
  for (const rule of ['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07']) {
    if (present.includes(rule)) continue;
    const attributes = { PDJB: '5', BHQJB: '一级', SEN_LIN_LB: '11', DI_LEI: '0110' };
    addLayer(project, {
      name: rule,
      rule,
      features: [{ geometry: rectangle(9000, 9000, 10, 10), attributes }],
    });
  }
}

/**
 *   40 ┌───────────────────────┐         slope E01: x 0…30, all heights, of grade 5
 *      │ E01   │               │         红线 E02:  x 20…50, y 0…20
 *   20 │ 30×40 ├───────┐       │
 *      │     ┌─│─ E02 ─│       │         hits: E01 1200, E02 600; common 200
 *    0 └─────┴─┴───────┴───────┘         exclusive: E01 1200, E02 400; net 4000 − 1600 = 2400
 *      0    20 30     50      100
 */
export async function buildOverlappingExclusions(): Promise<OpenProject> {
  const project = await buildProject();
  addPlotPolygons(project, [
    { plotNo: 'A', geometry: rectangle(0, 0, 100, 40) },
    { plotNo: 'B', geometry: rectangle(200, 0, 100, 40) },
    { plotNo: 'C', geometry: rectangle(400, 0, 30, 30) },
    { plotNo: 'D', geometry: rectangle(600, 0, 50, 50), landClassCode: '0103' },
  ]);
  addLayer(project, {
    name: '坡度图',
    role: 'slope',
    features: [
      { geometry: rectangle(-10, -10, 40, 60), attributes: { PDJB: '5' } },
      // grade 4 must not count
      { geometry: rectangle(200, 0, 50, 40), attributes: { PDJB: '4' } },
    ],
  });
  addLayer(project, {
    name: '红线',
    rule: 'E02',
    features: [{ geometry: rectangle(20, -5, 30, 25), attributes: { ZRBHDMC: null } }],
  });
  // C: 30 × 30 = 900 m², of which the river takes 30 × 20; 300 m² are left, less than 400
  addLayer(project, { name: '河湖', rule: 'E05', features: [{ geometry: rectangle(400, 0, 30, 20) }] });
  bindRemainingRules(project, ['E01', 'E02', 'E05']);
  return project;
}

/** Within a hundredth. */
export const near = (value: number) => ({
  asymmetricMatch: (x: unknown) => Math.abs(Number(x) - value) < 0.01,
});
