import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { COUNTY_CODE } from './administrativeUnits.ts';
import { clipRing } from './clipRing.ts';
import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene, SceneParcel } from './countyScene.ts';
import { LAND_CLASS_NAMES, type LandClass } from './landClasses.ts';
import { hashUnit, pickWeighted } from './seededRandom.ts';

/** One line of the issued list; the same values go into the Shapefile and the xlsx. */
export interface PlotRecord {
  readonly geometry: MultiPolygon;
  readonly JCBH: string;
  readonly TBLX: string;
  readonly YDLBM: LandClass;
  readonly DLBM: LandClass;
  readonly ZZSXDM: string;
  readonly LCNF: number;
  readonly SFYN: string;
  readonly SFHX: string;
  /** The ledger's own area in m²; here and there a few 0.01 off the computed one, as ledgers are. */
  readonly MJ: number;
  readonly townCode: string;
  readonly townName: string;
  readonly villageCode: string;
  readonly villageName: string;
  readonly BZ: string;
}

export const EARLIER_IMAGE_DATE = '20230512';
export const LATER_IMAGE_DATE = '20260318';

const REMARKS = ['乡镇已实地核实', '农户自行种植', '流转合同到2027年', '需进一步举证'];

/** Numbers plots town by town: six digits of county, three of town, then a serial number. */
export function createPlotNumbering(plots: number): (townCode: string) => string {
  const digits = plots > 9000 ? 6 : 4;
  const serials = new Map<string, number>();
  return (townCode) => {
    const serial = (serials.get(townCode) ?? 0) + 1;
    serials.set(townCode, serial);
    return `${COUNTY_CODE}${townCode.slice(6)}${String(serial).padStart(digits, '0')}`;
  };
}

/** The plot of a parcel: usually all of it, one in twenty-four only the part that changed. */
export function plotGeometry(seed: number, parcel: SceneParcel): MultiPolygon {
  const whole = hashUnit(seed + 91, parcel.index) >= 1 / 24 || computeRingArea(parcel.ring) < 700;
  if (whole) return [[parcel.ring]];
  const [x, y] = meanPoint(parcel);
  const part = clipRing(
    parcel.ring,
    x,
    y,
    parcel.angle + Math.PI / 2 + 0.3 * (hashUnit(seed + 92, parcel.index) - 0.5),
  );
  return [[part.length >= 8 ? part : parcel.ring]];
}

/** Fills the line of one outflow parcel. `squareMeters` is the computed area of `geometry`. */
export function createPlotRecord(
  scene: CountyScene,
  parcel: SceneParcel,
  facts: {
    number: string;
    geometry: MultiPolygon;
    squareMeters: number;
    inBasicFarmland: boolean;
    inRedLine: boolean;
  },
): PlotRecord {
  const { outflow } = parcel;
  if (outflow === undefined) throw new Error(`parcel ${parcel.index} is not an outflow plot`);
  const seed = scene.plan.seed;
  const unit = (k: number): number => hashUnit(seed + 93, parcel.index, k);
  const town = scene.units.townAt(parcel.column, parcel.row);
  const village = scene.units.villageAt(parcel.column, parcel.row);
  const difference = unit(1) < 0.12 ? (unit(2) < 0.5 ? -1 : 1) * Math.ceil(unit(3) * 5) * 0.01 : 0;
  return {
    geometry: facts.geometry,
    JCBH: facts.number,
    TBLX: outflow.changeType,
    YDLBM: earlierClass(parcel),
    DLBM: outflow.landClass,
    ZZSXDM: restorationMark(seed, parcel),
    LCNF: pickWeighted(unit(5), [
      [2020, 5],
      [2021, 9],
      [2022, 13],
      [2023, 27],
      [2024, 27],
      [2025, 19],
    ] as const),
    SFYN: facts.inBasicFarmland ? '是' : '否',
    SFHX: facts.inRedLine ? '是' : '否',
    MJ: Math.round((facts.squareMeters + difference) * 100) / 100,
    townCode: town.code,
    townName: town.name,
    villageCode: village.code,
    villageName: village.name,
    BZ: unit(6) < 0.07 ? (REMARKS[Math.floor(unit(7) * REMARKS.length)] as string) : '',
  };
}

/** JKHF, GCHF or nothing; nothing for buildings, roads and works that were never so marked. */
export function restorationMark(seed: number, parcel: SceneParcel): string {
  const { outflow } = parcel;
  if (outflow === undefined || outflow.readyShare === 0) return '';
  const unit = hashUnit(seed + 94, parcel.index);
  if (unit > 0.93) return '';
  return unit / 0.93 < outflow.readyShare ? 'JKHF' : 'GCHF';
}

/** The class of a field before it left cultivation. */
export function earlierClass(parcel: SceneParcel): LandClass {
  return parcel.cover === 'paddy' ? '0101' : '0103';
}

export function landClassName(code: LandClass): string {
  return LAND_CLASS_NAMES[code];
}

function meanPoint(parcel: SceneParcel): [number, number] {
  let x = 0;
  let y = 0;
  const count = parcel.ring.length / 2 - 1;
  for (let i = 0; i < count; i++) {
    x += (parcel.ring[2 * i] as number) / count;
    y += (parcel.ring[2 * i + 1] as number) / count;
  }
  return [x, y];
}
