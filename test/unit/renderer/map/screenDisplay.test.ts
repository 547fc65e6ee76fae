import { beforeEach, expect, it } from 'vitest';
import {
  displayOf,
  resetDisplay,
  setDisplay,
  setTone,
  useDisplay,
} from '../../../../renderer/map/displayStore.ts';
import { setMap, useMap } from '../../../../renderer/map/mapStore.ts';
import { captureDisplay, restoreDisplay } from '../../../../renderer/map/screenDisplay.ts';
import type { ToneCurves } from '../../../../renderer/map/toneCurve.ts';

const rising = (step: number) => Array.from({ length: 256 }, (_, value) => Math.min(255, value * step));
const curves: ToneCurves = [rising(1), rising(1.5), rising(2)];

beforeEach(() => {
  resetDisplay();
  setMap({ earlierImageId: '1', laterImageId: '2', secondScale: 1 });
});

it('brings back strengths, gamma, stretch and the scale of the right half', () => {
  setDisplay('1', { gamma: 1.4, brightness: 0.8 });
  setTone('2', { kind: 'stretched', curves });
  setMap({ secondScale: 4 });
  const kept = captureDisplay();
  resetDisplay();
  setDisplay('2', { contrast: 2 });
  setMap({ secondScale: 2 });
  // as it comes back from the project file
  restoreDisplay(JSON.parse(JSON.stringify(kept)));
  expect(useMap.getState().secondScale).toBe(4);
  const state = useDisplay.getState();
  expect(displayOf(state, '1')).toEqual({ brightness: 0.8, contrast: 1, saturation: 1, gamma: 1.4 });
  expect(displayOf(state, '2')).toEqual({ brightness: 1, contrast: 1, saturation: 1, gamma: 1 });
  expect(state.tones['1']).toBeUndefined();
  expect(state.tones['2']?.kind).toBe('stretched');
  // to half a step of the 256 a screen has
  for (const band of [0, 1, 2] as const) {
    for (const [value, shown] of (state.tones['2']?.curves[band] ?? []).entries()) {
      expect(Math.abs(shown - (curves[band][value] as number))).toBeLessThanOrEqual(0.5);
    }
  }
});

it('shows pictures as they are stored where they were shown so', () => {
  const kept = captureDisplay();
  setDisplay('1', { gamma: 2 });
  setTone('1', { kind: 'matched', curves });
  restoreDisplay(kept);
  expect(useDisplay.getState()).toMatchObject({ settings: {}, tones: {} });
});
