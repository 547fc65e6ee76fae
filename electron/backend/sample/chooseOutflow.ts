import { OUTFLOWS, type Outflow } from './landClasses.ts';
import { hashUnit, pickWeighted } from './seededRandom.ts';

/** What a field turned into: ponds, greenhouses and buildings want flat and not too small ground, trees take the slopes. */
export function chooseOutflow(seed: number, index: number, slope: number, squareMeters: number): Outflow {
  const flat = slope < 0.12;
  const choices = OUTFLOWS.map((outflow) => {
    let weight = outflow.weight;
    if (outflow.cover === 'pond') weight *= flat && squareMeters > 500 ? 1.6 : 0;
    if (outflow.cover === 'greenhouse') weight *= flat && squareMeters > 500 ? 1.8 : 0;
    if (outflow.cover === 'farmBuilding' || outflow.cover === 'hardened') weight *= slope < 0.25 ? 1.2 : 0;
    if (outflow.cover === 'plantation' || outflow.cover === 'teaRows') weight *= flat ? 0.6 : 1.5;
    return [outflow, weight] as const;
  });
  return pickWeighted(hashUnit(seed + 61, index), choices);
}
