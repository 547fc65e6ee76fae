import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { SceneParcel } from './countyScene.ts';
import { type HouseLots, placeHouses } from './houseLots.ts';
import type { Cover } from './landClasses.ts';
import { hashUnit, pickWeighted } from './seededRandom.ts';

export type Rgb = readonly [red: number, green: number, blue: number];
export type Season = 'earlier' | 'later';

/** How one parcel is painted in one image; everything a pixel needs besides its position. */
export interface ParcelLook {
  readonly cover: Cover;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly cos: number;
  readonly sin: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly rowSpacing: number;
  readonly rowStrength: number;
  readonly bedWidth: number;
  readonly bedStrength: number;
  /** Height between two terraces in metres; 0 on flat land. */
  readonly terraceStep: number;
  /** Shift of the texture tiles, so that neighbours differ. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly flooded: boolean;
  readonly variant: number;
  readonly houses?: HouseLots;
}

type Palette = readonly (readonly [readonly [Rgb, 'dry' | 'wet'], number])[];

/** May 2023: wheat ripe or cut, paddies flooded or just planted, young maize. */
const EARLIER_DRY: Palette = [
  [[[171, 152, 106], 'dry'], 30],
  [[[184, 166, 120], 'dry'], 12],
  [[[148, 126, 94], 'dry'], 18],
  [[[124, 130, 80], 'dry'], 22],
  [[[101, 119, 69], 'dry'], 12],
  [[[154, 145, 108], 'dry'], 8],
];
const EARLIER_PADDY: Palette = [
  [[[98, 106, 94], 'wet'], 26],
  [[[112, 129, 84], 'wet'], 30],
  [[[128, 138, 86], 'dry'], 16],
  [[[172, 154, 108], 'dry'], 22],
  [[[150, 130, 98], 'dry'], 6],
];
/** March 2026: rape in flower, green wheat, ploughed soil, straw-coloured fallow. */
const LATER_DRY: Palette = [
  [[[94, 109, 66], 'dry'], 30],
  [[[82, 98, 60], 'dry'], 12],
  [[[130, 107, 80], 'dry'], 25],
  [[[152, 148, 80], 'dry'], 10],
  [[[122, 115, 80], 'dry'], 14],
  [[[108, 112, 68], 'dry'], 10],
];
const LATER_PADDY: Palette = [
  [[[124, 115, 86], 'dry'], 32],
  [[[156, 151, 82], 'dry'], 15],
  [[[90, 105, 66], 'dry'], 22],
  [[[86, 94, 86], 'wet'], 14],
  [[[134, 112, 86], 'dry'], 14],
];

const FIXED: Readonly<Record<Exclude<Cover, 'paddy' | 'dryField'>, readonly [earlier: Rgb, later: Rgb]>> = {
  orchard: [
    [126, 124, 80],
    [124, 112, 80],
  ],
  teaRows: [
    [120, 116, 78],
    [118, 106, 76],
  ],
  forest: [
    [66, 84, 50],
    [68, 80, 50],
  ],
  bamboo: [
    [92, 108, 62],
    [94, 104, 60],
  ],
  shrub: [
    [112, 118, 72],
    [116, 110, 72],
  ],
  plantation: [
    [118, 120, 74],
    [116, 110, 74],
  ],
  wildGrass: [
    [126, 130, 80],
    [140, 130, 90],
  ],
  pond: [
    [70, 88, 78],
    [66, 84, 78],
  ],
  greenhouse: [
    [200, 206, 206],
    [198, 204, 206],
  ],
  farmBuilding: [
    [172, 166, 152],
    [170, 165, 153],
  ],
  hardened: [
    [190, 186, 174],
    [188, 184, 174],
  ],
  village: [
    [154, 144, 120],
    [148, 138, 118],
  ],
  road: [
    [188, 178, 154],
    [182, 174, 154],
  ],
  mainRoad: [
    [128, 128, 126],
    [122, 123, 122],
  ],
  ditch: [
    [98, 116, 64],
    [100, 108, 64],
  ],
  river: [
    [88, 104, 90],
    [80, 98, 92],
  ],
};

/** The look of a parcel in the image of that season. */
export function createParcelLook(seed: number, parcel: SceneParcel, season: Season): ParcelLook {
  const cover = season === 'later' ? (parcel.outflow?.cover ?? parcel.cover) : parcel.cover;
  const at = season === 'later' ? 1 : 0;
  const unit = (k: number): number => hashUnit(seed + 500 + at, parcel.index, k);
  const lasting = (k: number): number => hashUnit(seed + 502, parcel.index, k);
  const [colour, wetness] = chooseColour(cover, season, unit(0));
  const dull =
    cover === 'road' && parcel.isBridge !== true ? Math.min(1, parcel.slope * 2.4 + 0.5 * lasting(13)) : 0;
  const tone = 0.93 + 0.14 * unit(1);
  const warmth = (unit(2) - 0.5) * 10;
  const [centreX, centreY] = meanPoint(parcel.ring);
  const isField = cover === 'paddy' || cover === 'dryField';
  const terraced = parcel.slope > 0.1 && !['road', 'ditch', 'river', 'mainRoad', 'pond'].includes(cover);
  const angle = parcel.angle + (lasting(3) < 0.2 ? Math.PI / 2 : 0);
  const houses =
    cover === 'village' || cover === 'farmBuilding'
      ? placeHouses(seed, parcel, cover, centreX, centreY)
      : undefined;
  return {
    cover,
    red: (colour[0] - 58 * dull) * tone + warmth,
    green: (colour[1] - 46 * dull) * tone + warmth * 0.3,
    blue: (colour[2] - 52 * dull) * tone - warmth * 0.4,
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    centreX,
    centreY,
    rowSpacing: 2.1 + 1.7 * unit(4),
    rowStrength: isField ? (unit(5) < 0.25 ? 0.012 : 0.02 + 0.05 * unit(6)) : 0,
    bedWidth: 5 + 11 * lasting(7),
    bedStrength: unit(8) < 0.4 ? 0.075 * unit(9) : 0.025,
    terraceStep: terraced ? terraceStep(parcel.slope) : 0,
    shiftX: Math.floor(lasting(10) * 1024),
    shiftY: Math.floor(lasting(11) * 1024),
    flooded: wetness === 'wet',
    variant: lasting(12),
    ...(houses === undefined ? {} : { houses }),
  };
}

/** Land beyond the county's border: wooded hills. */
export function createOutsideLook(season: Season): ParcelLook {
  const [red, green, blue] = FIXED.forest[season === 'earlier' ? 0 : 1];
  return {
    cover: 'forest',
    red,
    green,
    blue,
    cos: 1,
    sin: 0,
    centreX: 0,
    centreY: 0,
    rowSpacing: 3,
    rowStrength: 0,
    bedWidth: 8,
    bedStrength: 0,
    terraceStep: 0,
    shiftX: 0,
    shiftY: 0,
    flooded: false,
    variant: 0.5,
  };
}

function chooseColour(cover: Cover, season: Season, unit: number): readonly [Rgb, 'dry' | 'wet'] {
  if (cover === 'dryField') return pickWeighted(unit, season === 'earlier' ? EARLIER_DRY : LATER_DRY);
  if (cover === 'paddy') return pickWeighted(unit, season === 'earlier' ? EARLIER_PADDY : LATER_PADDY);
  return [FIXED[cover][season === 'earlier' ? 0 : 1], 'dry'];
}

/** Few steps only, so that terraces of neighbouring parcels usually meet. */
function terraceStep(slope: number): number {
  return slope < 0.18 ? 1.1 : slope < 0.3 ? 1.9 : slope < 0.45 ? 2.8 : 4;
}

function meanPoint(ring: Ring): readonly [number, number] {
  let x = 0;
  let y = 0;
  const count = ring.length / 2 - 1;
  for (let i = 0; i < count; i++) {
    x += (ring[2 * i] as number) / count;
    y += (ring[2 * i + 1] as number) / count;
  }
  return [x, y];
}
