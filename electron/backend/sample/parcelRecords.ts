import { COUNTY_CODE } from './administrativeUnits.ts';
import type { CountyScene, SceneParcel } from './countyScene.ts';
import type { Cover, LandClass } from './landClasses.ts';
import { earlierClass, landClassName, restorationMark } from './plotRecords.ts';

const CLASS_OF_COVER: Readonly<Record<Cover, LandClass>> = {
  paddy: '0101',
  dryField: '0103',
  orchard: '0201',
  teaRows: '0202K',
  forest: '0301',
  bamboo: '0302',
  shrub: '0305',
  plantation: '0307',
  wildGrass: '0404',
  pond: '1104',
  greenhouse: '1202',
  farmBuilding: '0702',
  hardened: '1006',
  village: '0702',
  road: '1006',
  mainRoad: '1003',
  ditch: '1107',
  river: '1101',
};

/** The DLTB class of a parcel at the later date. */
export function currentClass(parcel: SceneParcel): LandClass {
  return parcel.outflow?.landClass ?? CLASS_OF_COVER[parcel.cover];
}

/** Makes the DLTB attribute rows, numbering parcels inside each village. */
export function createParcelRows(
  scene: CountyScene,
): (parcel: SceneParcel, squareMeters: number) => (string | number | null)[] {
  const serials = new Map<string, number>();
  return (parcel, squareMeters) => {
    const village = scene.units.villageAt(parcel.column, parcel.row);
    const serial = (serials.get(village.code) ?? 0) + 1;
    serials.set(village.code, serial);
    const landClass = currentClass(parcel);
    const isField = landClass === '0101' || landClass === '0103';
    const state = parcel.cover === 'river' || parcel.cover === 'mainRoad';
    const ridgeShare = isField && parcel.slope > 0.035 ? (parcel.slope > 0.27 ? 0.1812 : 0.0946) : 0;
    const area = Math.round(squareMeters * 100) / 100;
    const ridge = Math.round(area * ridgeShare * 100) / 100;
    const mark = isField ? 'LS' : restorationMark(scene.plan.seed, parcel);
    const unit = `${village.code}0000000`;
    return [
      `${COUNTY_CODE}0000${String(parcel.index + 1).padStart(8, '0')}`,
      '2001010100',
      `${village.code.slice(6)}${String(serial).padStart(6, '0')}`,
      String(serial).padStart(4, '0'),
      landClass,
      landClassName(landClass),
      state ? '10' : parcel.index % 3 === 0 ? '31' : '32',
      state ? `${COUNTY_CODE}0000000000000` : unit,
      state ? '国有' : village.name,
      unit,
      village.name,
      area,
      ridge > 0 ? '1203' : null,
      ridgeShare > 0 ? ridgeShare : null,
      ridge,
      Math.round((area - ridge) * 100) / 100,
      isField ? (parcel.slope > 0.06 ? 'TT' : 'PD') : null,
      isField ? gradeOf(parcel.slope) : null,
      parcel.stripWidth === undefined ? null : parcel.stripWidth,
      mark === '' ? null : mark,
      mark === 'LS' ? '粮食作物' : mark === 'JKHF' ? '即可恢复' : mark === 'GCHF' ? '工程恢复' : null,
      isField ? (earlierClass(parcel) === '0101' ? 6 : 9) : null,
      '0',
      landClass === '0702' ? '203' : null,
      2025,
      null,
    ];
  };
}

function gradeOf(slope: number): string {
  const degrees = (Math.atan(slope) * 180) / Math.PI;
  return String(1 + [2, 6, 15, 25].filter((limit) => degrees > limit).length);
}
