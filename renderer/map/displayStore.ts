import { create } from 'zustand';
import type { ToneCurves } from './toneCurve.ts';

/** How an epoch is shown; 1 is as it is. Above 1 a gamma is brighter in the middle tones. */
export interface DisplaySetting {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly gamma: number;
}

const asItIs: DisplaySetting = { brightness: 1, contrast: 1, saturation: 1, gamma: 1 };

/** Curves that were measured, and what by. */
export interface Tone {
  readonly kind: 'stretched' | 'matched';
  readonly curves: ToneCurves;
}

interface DisplayState {
  /** By image id; kept from plot to plot. */
  readonly settings: Readonly<Record<string, DisplaySetting>>;
  /** By image id; kept from plot to plot until measured again. */
  readonly tones: Readonly<Record<string, Tone>>;
  readonly panelOpen: boolean;
}

export const useDisplay = create<DisplayState>(() => ({ settings: {}, tones: {}, panelOpen: false }));

export function displayOf(state: Pick<DisplayState, 'settings'>, imageId: string): DisplaySetting {
  return state.settings[imageId] ?? asItIs;
}

/** True where an image is shown otherwise than it is stored. */
export function isAdjusted(state: DisplayState, imageId?: string): boolean {
  const ids =
    imageId === undefined ? [...Object.keys(state.settings), ...Object.keys(state.tones)] : [imageId];
  return ids.some((id) => displayFilter(state, id) !== 'none');
}

/** Beyond these an image is black or white all over. */
export const displayLimits = { smallest: 0.2, largest: 3 } as const;

/** Sets parts of how an image is shown. */
export function setDisplay(imageId: string, change: Partial<DisplaySetting>): void {
  const { settings } = useDisplay.getState();
  const { smallest, largest } = displayLimits;
  const limit = (value: number) => Math.max(smallest, Math.min(largest, Math.round(value * 1_000) / 1_000));
  const merged = { ...displayOf(useDisplay.getState(), imageId), ...change };
  const setting = {
    brightness: limit(merged.brightness),
    contrast: limit(merged.contrast),
    saturation: limit(merged.saturation),
    gamma: limit(merged.gamma),
  };
  useDisplay.setState({ settings: { ...settings, [imageId]: setting } });
}

/** Adds to a setting. */
export function adjustDisplay(imageId: string, change: Partial<DisplaySetting>): void {
  const before = displayOf(useDisplay.getState(), imageId);
  setDisplay(imageId, {
    brightness: before.brightness + (change.brightness ?? 0),
    contrast: before.contrast + (change.contrast ?? 0),
    saturation: before.saturation + (change.saturation ?? 0),
    gamma: before.gamma + (change.gamma ?? 0),
  });
}

/** Every image, or one, as it is stored. */
export function resetDisplay(imageId?: string): void {
  const { settings, tones } = useDisplay.getState();
  if (imageId === undefined) {
    useDisplay.setState({ settings: {}, tones: {} });
    return;
  }
  const { [imageId]: _setting, ...otherSettings } = settings;
  const { [imageId]: _tone, ...otherTones } = tones;
  useDisplay.setState({ settings: otherSettings, tones: otherTones });
}

/** Shows an image by curves that were measured. */
export function setTone(imageId: string, tone: Tone): void {
  useDisplay.setState({ tones: { ...useDisplay.getState().tones, [imageId]: tone } });
}

/** Name of the SVG filter that has an image's curves and gamma. */
export function toneFilterId(imageId: string): string {
  return `tone-${imageId}`;
}

/** True where the SVG filter of an image does anything. */
export function hasToneFilter(state: Pick<DisplayState, 'settings' | 'tones'>, imageId: string): boolean {
  return state.tones[imageId] !== undefined || displayOf(state, imageId).gamma !== 1;
}

/** How an image is shown, as a CSS filter. */
export function displayFilter(state: Pick<DisplayState, 'settings' | 'tones'>, imageId: string): string {
  const { brightness, contrast, saturation } = displayOf(state, imageId);
  const parts = [
    ...(hasToneFilter(state, imageId) ? [`url("#${toneFilterId(imageId)}")`] : []),
    ...(brightness === 1 ? [] : [`brightness(${brightness})`]),
    ...(contrast === 1 ? [] : [`contrast(${contrast})`]),
    ...(saturation === 1 ? [] : [`saturate(${saturation})`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(' ');
}
