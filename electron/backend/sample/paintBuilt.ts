import { type HouseLots, houseAt } from './houseLots.ts';
import type { ParcelLook } from './parcelLooks.ts';
import { across, along, mix, type PixelSite, put, SUN_X, SUN_Y, scale } from './pixelSite.ts';
import { hashBits } from './seededRandom.ts';

const ROOFS: readonly (readonly [number, number, number])[] = [
  [150, 92, 74],
  [166, 158, 148],
  [128, 124, 120],
  [98, 128, 162],
  [176, 170, 160],
  [138, 84, 70],
  [116, 110, 104],
];

/** Rows of arched film houses with a bright line where the sun stands. */
export function paintGreenhouses(look: ParcelLook, site: PixelSite, grain: number, out: Float32Array): void {
  const t = across(look, site);
  const pitch = 7.6;
  const house = Math.floor(t / pitch);
  const phase = t / pitch - house;
  const bits = hashBits(look.shiftX, house, look.shiftY);
  if (site.edgeMeters < 1.6 || phase < 0.13 || (bits & 15) === 0) {
    out[0] = 134 + 12 * grain;
    out[1] = 126 + 12 * grain;
    out[2] = 96 + 10 * grain;
    if (phase < 0.13 && site.edgeMeters >= 1.6) scale(out, 0.68);
    return;
  }
  const u = (phase - 0.13) / 0.87;
  const tone = 0.9 + (0.12 * ((bits >>> 8) & 255)) / 255;
  const towardsSun = SUN_Y * look.cos - SUN_X * look.sin > 0 ? 1 : -1;
  const arch = 0.84 + 0.16 * Math.sin(u * Math.PI) + 0.12 * (u - 0.5) * towardsSun;
  const s = along(look, site);
  const ribs = 0.02 * Math.sin((s * 6.2832) / 3);
  put(out, look, tone * (arch + ribs + 0.02 * grain));
  if (Math.abs(u - 0.5 - 0.14 * towardsSun) < 0.07) mix(out, 246, 248, 246, 0.55);
  mix(out, 132, 150, 112, 0.16 * (((bits >>> 16) & 255) / 255));
}

/** Roofs with a lit and a dark side, their shadows, and the yards and trees between. */
export function paintHouses(
  look: ParcelLook,
  site: PixelSite,
  lots: HouseLots,
  bush: number,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const x = site.x - look.centreX;
  const y = site.y - look.centreY;
  const s = x * lots.cos + y * lots.sin;
  const t = y * lots.cos - x * lots.sin;
  const house = houseAt(lots, s, t);
  if (house !== undefined) {
    const [red, green, blue] = ROOFS[Math.floor(house.roof * ROOFS.length)] as readonly [
      number,
      number,
      number,
    ];
    const side = (t - house.across) / house.halfWidth;
    const towardsSun = SUN_Y * lots.cos - SUN_X * lots.sin > 0 ? 1 : -1;
    const flat = house.roof > 0.55 && house.roof < 0.75;
    const light = (flat ? 1 : 0.98 + (side * towardsSun > 0 ? 0.15 : -0.16)) + 0.03 * grain + 0.02 * blotch;
    out[0] = red * light;
    out[1] = green * light;
    out[2] = blue * light;
    if (flat && Math.max(Math.abs(side), Math.abs((s - house.along) / house.halfLength)) > 0.86)
      scale(out, 1.12);
    if (!flat && Math.abs(side) < 0.09) scale(out, 1.1);
    return;
  }
  put(out, look, 1 + 0.1 * blotch + 0.07 * grain);
  if (blotch > 0.25) mix(out, 182, 178, 168, 0.6);
  else if (look.cover === 'village' && bush > -0.5 && blotch < 0.1) {
    const light = 0.84 + 0.5 * bush + 0.12 * grain;
    out[0] = 70 * light;
    out[1] = 88 * light;
    out[2] = 50 * light;
  } else if (look.cover === 'village' && blotch < -0.15) mix(out, 116, 122, 76, 0.7);
  const toSunS = SUN_X * lots.cos + SUN_Y * lots.sin;
  const toSunT = SUN_Y * lots.cos - SUN_X * lots.sin;
  for (let reach = 1.2; reach <= 5; reach += 1.2) {
    const caster = houseAt(lots, s + toSunS * reach, t + toSunT * reach);
    if (caster !== undefined && reach <= caster.height * 0.62) {
      scale(out, 0.5);
      return;
    }
  }
}

/** A concrete slab with joints and wheel marks. */
export function paintHardened(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  put(out, look, 1 + 0.05 * blotch + 0.03 * grain);
  const s = along(look, site);
  const t = across(look, site);
  const joint = Math.min(Math.abs(s - Math.round(s / 6) * 6), Math.abs(t - Math.round(t / 6) * 6));
  if (joint < 0.3) scale(out, 0.93);
  if (Math.abs(t + 2 * blotch) < 1.6) scale(out, 0.92);
  if (site.edgeMeters < 1) mix(out, 140, 128, 100, 0.6);
}

/** Roads with verges, and ditches with water in the middle. */
export function paintLine(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const d = site.edgeMeters;
  if (look.cover === 'ditch') {
    put(out, look, 1 + 0.09 * blotch + 0.1 * grain);
    if (d > 0.95) mix(out, 66, 82, 72, 0.82);
    return;
  }
  put(out, look, 1 + 0.05 * blotch + 0.05 * grain);
  if (look.cover === 'mainRoad') {
    if (d < 1.7) mix(out, 150, 146, 112, 0.75 - 0.15 * grain);
    else if (d < 2.5) mix(out, 206, 204, 196, 0.5);
    else if (d > 5) mix(out, 222, 218, 196, 0.45);
    return;
  }
  if (d < 0.8) mix(out, 142, 140, 92, 0.5 + 0.25 * grain);
  else if (d > 1.7) mix(out, 160, 152, 118, 0.25 + 0.2 * grain);
}
