import type { ParcelLook } from './parcelLooks.ts';

/** What the painter needs to know of one pixel. */
export interface PixelSite {
  /** Position in metres of EPSG:4545. */
  x: number;
  y: number;
  column: number;
  row: number;
  /** Distance to the parcel's edge in metres. */
  edgeMeters: number;
  height: number;
  pixelMeters: number;
}

/** Unit vector towards the sun on the ground: late morning, south-east. */
export const SUN_X = 0.62;
export const SUN_Y = -0.78;

/** Sets the parcel's own colour at a brightness. */
export function put(out: Float32Array, look: ParcelLook, light: number): void {
  out[0] = look.red * light;
  out[1] = look.green * light;
  out[2] = look.blue * light;
}

/** Moves the colour towards another by a share. */
export function mix(out: Float32Array, red: number, green: number, blue: number, share: number): void {
  out[0] = (out[0] as number) + (red - (out[0] as number)) * share;
  out[1] = (out[1] as number) + (green - (out[1] as number)) * share;
  out[2] = (out[2] as number) + (blue - (out[2] as number)) * share;
}

/** Makes the colour lighter or darker. */
export function scale(out: Float32Array, factor: number): void {
  out[0] = (out[0] as number) * factor;
  out[1] = (out[1] as number) * factor;
  out[2] = (out[2] as number) * factor;
}

/** Metres from the parcel's middle, at right angles to its rows. */
export function across(look: ParcelLook, site: PixelSite): number {
  return (site.y - look.centreY) * look.cos - (site.x - look.centreX) * look.sin;
}

/** Metres from the parcel's middle, along its rows. */
export function along(look: ParcelLook, site: PixelSite): number {
  return (site.x - look.centreX) * look.cos + (site.y - look.centreY) * look.sin;
}
