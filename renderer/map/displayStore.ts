import { create } from 'zustand';

/** How an epoch is shown; 1 is as it is. */
export interface DisplaySetting {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

/** Where the earlier image is moved to, over the later one. */
export interface EpochOffset {
  readonly eastMeters: number;
  readonly northMeters: number;
}

const asItIs: DisplaySetting = { brightness: 1, contrast: 1, saturation: 1 };

interface DisplayState {
  /** By image id; kept from plot to plot. */
  readonly settings: Readonly<Record<string, DisplaySetting>>;
  /** By plot id. For the eye only: no area is ever computed from a moved image. */
  readonly offsets: Readonly<Record<number, EpochOffset>>;
}

export const useDisplay = create<DisplayState>(() => ({ settings: {}, offsets: {} }));

export function displayOf(state: DisplayState, imageId: string): DisplaySetting {
  return state.settings[imageId] ?? asItIs;
}

const smallest = 0.2;
const largest = 3;

/** Adds to a setting; beyond the limits an image would be black or white all over. */
export function adjustDisplay(imageId: string, change: Partial<DisplaySetting>): void {
  const { settings } = useDisplay.getState();
  const before = displayOf(useDisplay.getState(), imageId);
  const add = (value: number, more = 0) => Math.max(smallest, Math.min(largest, value + more));
  const setting = {
    brightness: add(before.brightness, change.brightness),
    contrast: add(before.contrast, change.contrast),
    saturation: add(before.saturation, change.saturation),
  };
  useDisplay.setState({ settings: { ...settings, [imageId]: setting } });
}

export function resetDisplay(): void {
  useDisplay.setState({ settings: {} });
}

/** Moves the earlier image of a plot by so much more. */
export function nudge(plotId: number, { eastMeters, northMeters }: EpochOffset): void {
  const { offsets } = useDisplay.getState();
  const before = offsets[plotId] ?? { eastMeters: 0, northMeters: 0 };
  const after = {
    eastMeters: before.eastMeters + eastMeters,
    northMeters: before.northMeters + northMeters,
  };
  useDisplay.setState({ offsets: { ...offsets, [plotId]: after } });
}

export function resetOffset(plotId: number): void {
  const { [plotId]: _, ...offsets } = useDisplay.getState().offsets;
  useDisplay.setState({ offsets });
}

/** The setting as a CSS filter. */
export function displayFilter({ brightness, contrast, saturation }: DisplaySetting): string {
  if (brightness === 1 && contrast === 1 && saturation === 1) return 'none';
  return `brightness(${brightness}) contrast(${contrast}) saturate(${saturation})`;
}

const arrows = ['→', '↗', '↑', '↖', '←', '↙', '↓', '↘'] as const;

/** Length and direction of an offset, as in `1.2 m ↗`. */
export function describeOffset({ eastMeters, northMeters }: EpochOffset): string {
  const eighths = Math.round(Math.atan2(northMeters, eastMeters) / (Math.PI / 4));
  return `${Math.hypot(eastMeters, northMeters).toFixed(1)} m ${arrows[(eighths + 8) % 8]}`;
}
