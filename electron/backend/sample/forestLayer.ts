import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene } from './countyScene.ts';
import { buildPlanRing } from './planRing.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';
import { hashUnit, pickWeighted } from './seededRandom.ts';
import { chooseBlockKind } from './splitBlock.ts';
import { slopeAt } from './terrain.ts';

const NO_NODES = { horizontal: new Map(), vertical: new Map() };

interface Patch {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly isForest: boolean;
}

/**
 * 林地一张图 small classes (小班): drawn by another office on another base, so their borders run a few metres off the
 * parcels, take in fields, and hold non-forest classes (02xx) that must not count as forest.
 */
export function* iterateForestLayer(scene: CountyScene): Generator<SampleFeature> {
  const { plan, terrain, units } = scene;
  let number = 0;
  for (let row = plan.countyRows[0]; row < plan.countyRows[1]; row++) {
    for (let column = plan.countyColumns[0]; column < plan.countyColumns[1]; column++) {
      const u0 = plan.columnEdges[column] as number;
      const v0 = plan.rowEdges[row] as number;
      const width = (plan.columnEdges[column + 1] as number) - u0;
      const height = (plan.rowEdges[row + 1] as number) - v0;
      const [x, y] = plan.toWorld(u0 + width / 2, v0 + height / 2);
      const kind = chooseBlockKind(plan.seed, column, row, slopeAt(terrain, x, y));
      const unit = (k: number): number => hashUnit(plan.seed + 81, column, row, k);
      const patches: Patch[] = [];
      if (kind === 'wood') patches.push({ from: [-0.012, -0.014], to: [0.99, 0.985], isForest: true });
      else if (kind === 'mixedWood') {
        const edge = 0.22 + 0.3 * unit(0);
        patches.push({ from: [0.01, 0.02], to: [edge, 0.99], isForest: true });
        patches.push({ from: [edge, 0.3 * unit(1)], to: [0.985, 0.97], isForest: false });
      } else if (kind === 'terrace' && unit(2) < 0.34) {
        const a = 0.5 * unit(3);
        const b = 0.5 * unit(4);
        patches.push({ from: [a, b], to: [a + 0.24, b + 0.3], isForest: true });
      } else if (unit(5) < 0.25) patches.push({ from: [0.2, 0.1], to: [0.8, 0.8], isForest: false });
      for (const [k, patch] of patches.entries()) {
        const ring = buildPlanRing(
          plan,
          {
            u0: u0 + width * patch.from[0],
            v0: v0 + height * patch.from[1],
            u1: u0 + width * patch.to[0],
            v1: v0 + height * patch.to[1],
          },
          NO_NODES,
        );
        number++;
        const town = units.townAt(column, row);
        const publicForest = patch.isForest && hashUnit(plan.seed + 82, column, row, k) < 0.4;
        const classCode = patch.isForest
          ? pickWeighted(unit(10 + k), [
              ['0110', 6],
              ['0120', 2],
              ['0130', 2],
            ] as const)
          : pickWeighted(unit(10 + k), [
              ['0210', 8],
              ['0220', 1],
              ['0250', 1],
            ] as const);
        yield {
          geometry: [[ring]],
          values: {
            XIANG: town.code,
            CUN: units.villageAt(column, row).code,
            LIN_BAN: String(row + 1).padStart(4, '0'),
            XIAO_BAN: String(number).padStart(5, '0'),
            DI_LEI: classCode,
            LDGL_LX: patch.isForest ? '林地' : '非林地',
            LIN_ZHONG: patch.isForest ? (publicForest ? '111' : '231') : null,
            SEN_LIN_LB: patch.isForest
              ? publicForest
                ? unit(20 + k) < 0.5
                  ? '11'
                  : '12'
                : unit(20 + k) < 0.3
                  ? '21'
                  : '22'
              : null,
            SHI_QUAN_D: publicForest ? (unit(20 + k) < 0.5 ? '10' : '20') : null,
            BH_DJ: patch.isForest ? (publicForest ? '2' : '3') : null,
            XBMJ: Math.round(computeRingArea(ring)) / 10_000,
          },
        };
      }
    }
  }
}
