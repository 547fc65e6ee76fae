import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { AdministrativeUnit } from './administrativeUnits.ts';
import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene } from './countyScene.ts';
import { buildPlanRing } from './planRing.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';

/** The towns or villages of the county as features of 行政区. */
export function buildUnitLayer(scene: CountyScene, units: readonly AdministrativeUnit[]): SampleFeature[] {
  return units.map((unit) => {
    const ring = unitRing(scene, unit);
    return {
      geometry: [[ring]],
      values: { XZQDM: unit.code, XZQMC: unit.name, DCMJ: Math.round(computeRingArea(ring) * 100) / 100 },
    };
  });
}

function unitRing(scene: CountyScene, unit: AdministrativeUnit): Ring {
  const { plan } = scene;
  const edge = (edges: readonly number[], index: number): number => edges[index] as number;
  return buildPlanRing(
    plan,
    {
      u0: edge(plan.columnEdges, unit.columns[0]),
      u1: edge(plan.columnEdges, unit.columns[1]),
      v0: edge(plan.rowEdges, unit.rows[0]),
      v1: edge(plan.rowEdges, unit.rows[1]),
    },
    {
      horizontal: new Map(
        [unit.rows[0], unit.rows[1]].map((row) => [edge(plan.rowEdges, row), plan.columnEdges]),
      ),
      vertical: new Map(
        [unit.columns[0], unit.columns[1]].map((column) => [edge(plan.columnEdges, column), plan.rowEdges]),
      ),
    },
  );
}
