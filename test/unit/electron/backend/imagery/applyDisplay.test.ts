import { expect, it } from 'vitest';
import { applyDisplay } from '../../../../../electron/backend/imagery/applyDisplay.ts';
import type { PictureDisplay } from '../../../../../shared/domain/review/verdictView.ts';

const asStored: PictureDisplay = { brightness: 1, contrast: 1, saturation: 1, gamma: 1, tone: null };

function shown(pixel: readonly [number, number, number], change: Partial<PictureDisplay>): number[] {
  const pixels = Uint8Array.from(pixel);
  applyDisplay(pixels, { ...asStored, ...change });
  return [...pixels];
}

const orange = [200, 120, 40] as const;

it.each<[string, Partial<PictureDisplay>, number[]]>([
  ['nothing', {}, [200, 120, 40]],
  // brightness(1.5): each channel times 1.5, at most 255
  ['brightness', { brightness: 1.5 }, [255, 180, 60]],
  // contrast(2): (c − 127.5) × 2 + 127.5
  ['contrast', { contrast: 2 }, [255, 113, 0]],
  // saturate(0): 0.213 R + 0.715 G + 0.072 B of the standard, 42.6 + 85.8 + 2.88
  ['no saturation', { saturation: 0 }, [131, 131, 131]],
  // saturate(2) leaves that grey where it was and doubles the distance to it
  ['twice the saturation', { saturation: 2 }, [255, 109, 0]],
  // 255 × (c / 255)^(1/2)
  ['gamma 2', { gamma: 2 }, [226, 175, 101]],
])('shows a pixel with %s as the CSS filter of that name does', (_, change, expected) => {
  expect(shown(orange, change)).toEqual(expected);
});

it('takes a measured curve for each band, and then the rest', () => {
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  const curve = (of: (value: number) => number) => Array.from({ length: 256 }, (_, v) => hex(of(v))).join('');
  const curves = curve((v) => 255 - v) + curve((v) => v) + curve(() => 100);
  const tone = { kind: 'stretched', curves } as const;
  expect(shown(orange, { tone })).toEqual([55, 120, 100]);
  expect(shown(orange, { tone, brightness: 2 })).toEqual([110, 240, 200]);
});
