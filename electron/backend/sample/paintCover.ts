import type { HouseLots } from './houseLots.ts';
import { paintGreenhouses, paintHardened, paintHouses, paintLine } from './paintBuilt.ts';
import type { ParcelLook } from './parcelLooks.ts';
import { across, along, mix, type PixelSite, put, SUN_X, SUN_Y, scale } from './pixelSite.ts';
import { hashBits } from './seededRandom.ts';
import { type TextureTiles, TILE_MASK, TILE_SIZE } from './textureTiles.ts';

/** Writes the colour of a pixel of a parcel to `out` (red, green, blue in 0 … 255, not yet clamped). */
export function paintCover(look: ParcelLook, site: PixelSite, tiles: TextureTiles, out: Float32Array): void {
  const at = ((site.row + look.shiftY) & TILE_MASK) * TILE_SIZE + ((site.column + look.shiftX) & TILE_MASK);
  const grain = tiles.grain[at] as number;
  const blotch = tiles.blotch[at] as number;
  switch (look.cover) {
    case 'paddy':
    case 'dryField':
      paintField(look, site, grain, blotch, out);
      return;
    case 'orchard':
      paintTrees(look, site, grain, blotch, 3.6 + 1.6 * look.variant, 1.35 + 0.55 * look.variant, out);
      return;
    case 'plantation':
      paintTrees(look, site, grain, blotch, 2.6 + 0.7 * look.variant, 1.05 + 0.3 * look.variant, out);
      return;
    case 'teaRows':
      paintTeaRows(look, site, grain, blotch, out);
      return;
    case 'forest':
    case 'bamboo':
      paintCanopy(
        look,
        site,
        (look.cover === 'forest' ? tiles.canopy : tiles.bamboo)[at] as number,
        blotch,
        out,
      );
      return;
    case 'shrub':
    case 'wildGrass':
      paintBushes(look, site, tiles.bushes[at] as number, tiles, at, grain, blotch, out);
      return;
    case 'pond':
      paintPond(look, site, grain, blotch, out);
      return;
    case 'river':
      paintRiver(look, site, grain, blotch, out);
      return;
    case 'greenhouse':
      paintGreenhouses(look, site, grain, out);
      return;
    case 'village':
    case 'farmBuilding':
      paintHouses(look, site, look.houses as HouseLots, tiles.bushes[at] as number, grain, blotch, out);
      return;
    case 'hardened':
      paintHardened(look, site, grain, blotch, out);
      return;
    case 'road':
    case 'mainRoad':
    case 'ditch':
      paintLine(look, site, grain, blotch, out);
      return;
  }
}

/** The grassy ridge every field has at its edge, lighter than the crop, with a thin shadow inside. */
function paintRidge(look: ParcelLook, site: PixelSite, grain: number, out: Float32Array): void {
  const width = 0.75 + 0.5 * look.variant;
  if (site.edgeMeters < width) {
    mix(out, 128, 128, 82, 0.62 + 0.2 * grain);
  } else if (site.edgeMeters < width + 0.9) scale(out, 0.9);
}

function paintTerraces(look: ParcelLook, site: PixelSite, grain: number, out: Float32Array): void {
  if (look.terraceStep === 0) return;
  const level = site.height / look.terraceStep + 0.05 * grain;
  const phase = level - Math.floor(level);
  if (phase < 0.2) mix(out, 84, 92, 56, 0.66);
  else scale(out, 0.95 + 0.12 * phase);
  if (phase > 0.2 && phase < 0.34) scale(out, 0.9);
}

function paintField(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const t = across(look, site);
  if (look.flooded) {
    put(out, look, 1 + 0.035 * blotch + 0.02 * grain);
    // Water mirrors the sky a little more to one side of the field; seedlings stand in thin rows.
    mix(out, 150, 162, 164, 0.16 + 0.1 * blotch + 0.004 * Math.max(-20, Math.min(20, along(look, site))));
    scale(out, 1 + 0.03 * Math.sin((t * 6.2832) / look.rowSpacing));
  } else {
    const wobble = 0.5 * blotch;
    const bed = Math.floor(t / look.bedWidth + 0.06 * blotch + look.variant);
    const bedTone = (hashBits(look.shiftX, bed, look.shiftY) & 255) / 127.5 - 1;
    const row = look.rowStrength * Math.sin(((t + wobble) * 6.2832) / look.rowSpacing);
    const light = 1 + row + look.bedStrength * bedTone + 0.07 * blotch + 0.055 * grain;
    put(out, look, light);
    // Patchy growth shifts the hue, not only the light.
    out[0] = (out[0] as number) - 5 * blotch;
    out[1] = (out[1] as number) + 2.5 * blotch + 2 * bedTone * look.bedStrength * 20;
  }
  paintTerraces(look, site, grain, out);
  paintRidge(look, site, grain, out);
}

/** Round crowns in rows with their shadows; ground of grass and soil between. */
function paintTrees(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  spacing: number,
  radius: number,
  out: Float32Array,
): void {
  const s = along(look, site);
  const t = across(look, site);
  put(out, look, 1 + 0.09 * blotch + 0.075 * grain);
  out[1] = (out[1] as number) + 7 * blotch;
  paintTerraces(look, site, grain, out);
  if (site.edgeMeters < 0.9) return;
  const toSunS = SUN_X * look.cos + SUN_Y * look.sin;
  const toSunT = SUN_Y * look.cos - SUN_X * look.sin;
  if (crownDepth(look, s + toSunS * radius * 0.85, t + toSunT * radius * 0.85, spacing, radius) > 0)
    scale(out, 0.6);
  const depth = crownDepth(look, s, t, spacing, radius);
  if (depth <= 0) return;
  // Brightness of a ball lit from the sun: compare with how deep the crown is a step towards it.
  const sunward = crownDepth(look, s + toSunS * 0.6, t + toSunT * 0.6, spacing, radius);
  const light = 0.98 + 0.55 * (depth - sunward) + 0.13 * grain + 0.16 * (look.variant - 0.5);
  out[0] = 62 * light;
  out[1] = 84 * light;
  out[2] = 46 * light;
}

/** How far inside a crown a point of the parcel's frame is (1 at its middle), at or below 0 outside. */
function crownDepth(look: ParcelLook, s: number, t: number, spacing: number, radius: number): number {
  const i = Math.floor(s / spacing);
  const j = Math.floor(t / spacing);
  const bits = hashBits(look.shiftX + 7, i, j, look.shiftY);
  if ((bits & 15) === 0) return 0;
  const jitter = spacing * 0.16;
  const ds = s - (i + 0.5) * spacing - (((bits >>> 4) & 255) / 255 - 0.5) * jitter;
  const dt = t - (j + 0.5) * spacing - (((bits >>> 12) & 255) / 255 - 0.5) * jitter;
  const own = radius * (0.76 + (0.3 * ((bits >>> 20) & 255)) / 255);
  return 1 - (ds * ds + dt * dt) / (own * own);
}

function paintTeaRows(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  put(out, look, 1 + 0.06 * blotch + 0.06 * grain);
  const t = across(look, site) + 0.7 * blotch;
  const wave = 0.5 + 0.5 * Math.sin((t * 6.2832) / 2.3);
  const hedge = Math.max(0, Math.min(1, (wave + 0.12 * grain - 0.36) * 3));
  mix(out, 58 + 9 * blotch, 86 + 10 * blotch, 44, 0.92 * hedge);
  paintTerraces(look, site, grain, out);
  paintRidge(look, site, grain, out);
}

function paintCanopy(
  look: ParcelLook,
  site: PixelSite,
  crown: number,
  blotch: number,
  out: Float32Array,
): void {
  const light = 1 + 0.42 * crown + 0.1 * blotch;
  put(out, look, light);
  out[0] = (out[0] as number) + 7 * blotch * look.variant;
  out[1] = (out[1] as number) + 3 * crown;
  if (site.edgeMeters < 2.2 && crown < 0.12 - 0.2 * site.edgeMeters) mix(out, 110, 112, 70, 0.5);
}

function paintBushes(
  look: ParcelLook,
  site: PixelSite,
  bush: number,
  tiles: TextureTiles,
  at: number,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const density = look.cover === 'shrub' ? 0.2 : -0.1;
  put(out, look, 1 + 0.12 * blotch + 0.1 * grain);
  out[0] = (out[0] as number) + 8 * blotch;
  paintTerraces(look, site, grain, out);
  if (bush > -0.5 && blotch + density > -0.12) {
    const light = 0.82 + 0.5 * bush + 0.1 * grain;
    out[0] = 72 * light + 4 * blotch;
    out[1] = 88 * light;
    out[2] = 50 * light;
  } else {
    // A bush two metres towards the sun shades this spot.
    const steps = Math.max(1, Math.round(1.6 / site.pixelMeters));
    const r = Math.floor(at / TILE_SIZE);
    const sunward = tiles.bushes[
      ((r + steps) & TILE_MASK) * TILE_SIZE + (((at & TILE_MASK) + steps) & TILE_MASK)
    ] as number;
    if (sunward > -0.5 && blotch + density > -0.12) scale(out, 0.7);
  }
}

function paintPond(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const bank = 1.7 + 0.4 * blotch;
  if (site.edgeMeters < bank) {
    out[0] = 168 + 12 * blotch + 9 * grain;
    out[1] = 156 + 12 * blotch + 9 * grain;
    out[2] = 124 + 10 * blotch + 8 * grain;
    if (site.edgeMeters < 0.8) mix(out, 110, 116, 72, 0.6);
    return;
  }
  put(out, look, 1 + 0.05 * blotch + 0.025 * grain);
  out[1] = (out[1] as number) + 8 * (look.variant - 0.5);
  const deep = Math.min(1, (site.edgeMeters - bank) / 4);
  mix(out, 120, 122, 96, 0.32 * (1 - deep));
  if (site.edgeMeters < bank + 0.9) scale(out, 0.74);
  // Glint: the sky brightens one side of the sheet, a few ripples catch the sun.
  const side = (site.x - look.centreX) * SUN_X + (site.y - look.centreY) * SUN_Y;
  mix(out, 164, 184, 190, Math.max(0, Math.min(0.3, 0.07 + 0.012 * side + 0.05 * blotch)));
  if (look.variant > 0.55) {
    const s = along(look, site);
    const t = across(look, site);
    const ds = s - Math.round(s / 14) * 14;
    if (ds * ds + t * t < 1.1) mix(out, 236, 240, 238, 0.85);
  }
}

function paintRiver(
  look: ParcelLook,
  site: PixelSite,
  grain: number,
  blotch: number,
  out: Float32Array,
): void {
  const d = site.edgeMeters + 2.2 * blotch;
  if (d < 3.2) {
    out[0] = 92 + 10 * grain + 8 * blotch;
    out[1] = 104 + 10 * grain + 6 * blotch;
    out[2] = 62 + 8 * grain;
    return;
  }
  const bar = 6.2 + 6.5 * Math.sin(site.x / 61 + 1.3 * Math.sin(site.y / 83)) + 1.6 * blotch;
  if (d < bar) {
    out[0] = 182 + 12 * grain + 10 * blotch;
    out[1] = 170 + 12 * grain + 10 * blotch;
    out[2] = 140 + 10 * grain + 8 * blotch;
    return;
  }
  put(out, look, 1 + 0.04 * blotch + 0.022 * grain);
  const deep = Math.min(1, (d - Math.max(3.2, bar)) / 9);
  mix(out, 128, 134, 104, 0.5 * (1 - deep));
  mix(out, 150, 168, 174, Math.max(0, 0.1 + 0.1 * blotch * Math.sin((site.x + site.y) / 37)));
}
