import { describe, expect, it } from 'vitest';
import { guessCoordinateSystems } from '../../../../../shared/domain/crs/guessCoordinateSystems.ts';

const guess = (minX: number, minY: number, maxX: number, maxY: number) =>
  guessCoordinateSystems({ minX, minY, maxX, maxY }).map(({ code }) => code);

describe('the systems that coordinates of unknown system could be in', () => {
  it('takes degrees inside China for CGCS2000, elsewhere for WGS84', () => {
    expect(guess(107.2, 30.9, 107.6, 31.4)).toEqual(['EPSG:4490']);
    expect(guess(-71.16, 42.35, -71.06, 42.4)).toEqual(['EPSG:4326']);
  });

  it('takes the zone from an easting of eight digits', () => {
    expect(guess(36_452_300, 3_452_930, 36_452_610, 3_453_250)).toEqual(['EPSG:4524']);
    expect(guess(25_400_000, 4_300_000, 25_500_000, 4_400_000)).toEqual(['EPSG:4513']);
    expect(guess(45_400_000, 5_300_000, 45_500_000, 5_400_000)).toEqual(['EPSG:4533']);
    expect(guess(13_400_000, 4_300_000, 13_500_000, 4_400_000)).toEqual(['EPSG:4491']);
    expect(guess(23_400_000, 5_300_000, 23_500_000, 5_400_000)).toEqual(['EPSG:4501']);
  });

  it('leaves an easting of six digits open between all 3° central meridians', () => {
    const codes = guess(452_300, 3_452_930, 452_610, 3_453_250);
    expect(codes).toHaveLength(21);
    expect(codes[0]).toBe('EPSG:4534');
    expect(codes[20]).toBe('EPSG:4554');
  });

  it.each([
    ['a zone that does not exist', [24_452_300, 3_452_930, 24_452_610, 3_453_250]],
    ['north and east swapped', [3_452_930, 36_452_300, 3_453_250, 36_452_610]],
    ['two zones at once', [35_800_000, 3_400_000, 36_200_000, 3_500_000]],
    ['Web Mercator', [11_960_000, 3_650_000, 11_970_000, 3_660_000]],
    ['figures of no system', [Number.NaN, 0, Number.NaN, 0]],
  ] as const)('has no proposal for %s', (_, [minX, minY, maxX, maxY]) => {
    expect(guess(minX, minY, maxX, maxY)).toEqual([]);
  });
});
