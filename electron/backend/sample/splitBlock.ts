import type { Cover } from './landClasses.ts';
import { createRandom, hashBits, hashUnit } from './seededRandom.ts';

/** Axis-parallel rectangle in plan coordinates. */
export interface PlanRectangle {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
}

/** One parcel of a block before it gets a shape in the world; `cover` is what it was before any outflow. */
export interface Lot extends PlanRectangle {
  readonly cover: Cover;
  /** A field that may have left cultivation. */
  readonly isCandidate: boolean;
}

export type BlockKind = 'paddy' | 'terrace' | 'village' | 'wood' | 'mixedWood';

const MEAN_LOT_SQUARE_METERS = 1_165;
const SPREAD = 0.78;
const CANDIDATE_RANGE = [300, 5500] as const;

/** What a block is, from the mean slope of its ground. */
export function chooseBlockKind(seed: number, column: number, row: number, slope: number): BlockKind {
  const unit = hashUnit(seed + 41, column, row);
  if (slope < 0.1)
    return unit < 0.13 ? 'village' : unit < 0.8 ? 'paddy' : unit < 0.94 ? 'terrace' : 'mixedWood';
  if (slope < 0.27)
    return unit < 0.05 ? 'village' : unit < 0.72 ? 'terrace' : unit < 0.93 ? 'mixedWood' : 'wood';
  if (slope < 0.46) return unit < 0.3 ? 'terrace' : unit < 0.6 ? 'mixedWood' : 'wood';
  return unit < 0.16 ? 'terrace' : unit < 0.34 ? 'mixedWood' : 'wood';
}

/** Cuts a block into lots by repeated straight cuts, with field paths and small ditches between the larger pieces. */
export function splitBlock(
  seed: number,
  column: number,
  row: number,
  kind: BlockKind,
  block: PlanRectangle,
): Lot[] {
  const random = createRandom(hashBits(seed + 42, column, row));
  const lots: Lot[] = [];
  const lengthwise = random() < 0.5 ? 1.5 : 0.67;

  const place = (r: PlanRectangle, cover: Cover): void => {
    const area = (r.u1 - r.u0) * (r.v1 - r.v0);
    const isField = cover === 'paddy' || cover === 'dryField';
    const isCandidate = isField && area >= CANDIDATE_RANGE[0] && area <= CANDIDATE_RANGE[1];
    lots.push({ ...r, cover, isCandidate });
  };

  const cut = (r: PlanRectangle, depth: number, meanSize: number): void => {
    const width = r.u1 - r.u0;
    const height = r.v1 - r.v0;
    const gauss = random() + random() + random() + random() - 2;
    const target = meanSize * Math.exp(SPREAD * gauss * 1.9);
    if (width * height < target * 1.45 || Math.min(width, height) < 13) {
      place(r, chooseCover(kind, random(), width * height));
      return;
    }
    const acrossU = width * lengthwise > height !== random() < 0.1 || height < 26;
    const strip = depth <= 1 && random() < 0.75 ? 1.8 + random() * 1.2 : 0;
    const stripCover: Cover = random() < 0.6 ? 'road' : 'ditch';
    const length = acrossU ? width : height;
    const at = length * (0.36 + 0.28 * random()) + (acrossU ? r.u0 : r.v0);
    const after = at + strip;
    if (acrossU) {
      cut({ ...r, u1: at }, depth + 1, meanSize);
      if (strip > 0) place({ ...r, u0: at, u1: after }, stripCover);
      cut({ ...r, u0: after }, depth + 1, meanSize);
    } else {
      cut({ ...r, v1: at }, depth + 1, meanSize);
      if (strip > 0) place({ ...r, v0: at, v1: after }, stripCover);
      cut({ ...r, v0: after }, depth + 1, meanSize);
    }
  };

  if (kind === 'village') {
    const share = 0.32 + 0.26 * random();
    const edge = block.u0 + (block.u1 - block.u0) * share;
    const top = block.v0 + (block.v1 - block.v0) * (0.55 + 0.3 * random());
    place({ ...block, u1: edge, v1: top }, 'village');
    cut({ ...block, u1: edge, v0: top }, 1, MEAN_LOT_SQUARE_METERS * 0.8);
    cut({ ...block, u0: edge }, 0, MEAN_LOT_SQUARE_METERS);
  } else {
    cut(
      block,
      0,
      kind === 'wood' ? 5200 : kind === 'terrace' ? MEAN_LOT_SQUARE_METERS : MEAN_LOT_SQUARE_METERS,
    );
  }
  return lots;
}

function chooseCover(kind: BlockKind, unit: number, area: number): Cover {
  if (kind === 'wood') {
    return unit < 0.62 ? 'forest' : unit < 0.76 ? 'bamboo' : unit < 0.88 ? 'shrub' : 'dryField';
  }
  if (kind === 'mixedWood') {
    return unit < 0.26 ? 'forest' : unit < 0.34 ? 'shrub' : unit < 0.4 ? 'orchard' : 'dryField';
  }
  if (kind === 'terrace') {
    return unit < 0.87
      ? 'dryField'
      : unit < 0.92
        ? 'orchard'
        : unit < 0.955
          ? 'forest'
          : unit < 0.975
            ? 'wildGrass'
            : 'paddy';
  }
  if (unit < 0.012 && area > 500) return 'pond';
  if (unit < 0.03) return 'farmBuilding';
  if (unit < 0.05) return 'orchard';
  if (unit < 0.058) return 'greenhouse';
  if (unit < 0.07) return 'forest';
  return unit < (kind === 'village' ? 0.5 : 0.78) ? 'paddy' : 'dryField';
}
