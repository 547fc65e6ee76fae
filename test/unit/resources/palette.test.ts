import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVerdictScheme } from '../../../shared/domain/review/parseVerdictScheme.ts';
import { contrastOf, differenceOf, labOf, type Sight } from '../../support/colorVision.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'resources/schemes');
const schemes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const sights: readonly Sight[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'];
/** Up to 10 two colours are alike at a glance, from 11 on they are other colours: Schuessler, “Delta E 101”. */
const leastDifference = 10;
/** WCAG 2.1, 1.4.3: text. */
const leastContrast = 4.5;

it('measures colours as their authors printed it', () => {
  // Sharma et al. 2005, table 1, pairs 1, 7, 17 and 25
  expect(differenceOf([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(differenceOf([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
  expect(differenceOf([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(differenceOf([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
  // WCAG: black on white is 21, and #767676 is the lightest grey that passes on white
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 6);
  expect(contrastOf('#767676', '#ffffff')).toBeGreaterThan(leastContrast);
  expect(contrastOf('#777777', '#ffffff')).toBeLessThan(leastContrast);
});

it('sees red and green alike without red or green cones, as the model is meant to', () => {
  const [red, green] = ['#c00000', '#5a7800'] as const;
  const between = (sight: Sight) => differenceOf(labOf(red, sight), labOf(green, sight));
  expect(between('normal')).toBeGreaterThan(50);
  expect(between('deuteranopia')).toBeLessThan(between('normal') / 2);
  expect(between('protanopia')).toBeLessThan(between('normal') / 2);
});

describe.each(schemes.map(parseVerdictScheme))('$title', ({ options }) => {
  const pairs = options.flatMap((one, place) =>
    options.slice(place + 1).map((other) => [one, other] as const),
  );

  it.each(sights)('has verdicts of colours that differ for %s', (sight) => {
    for (const [one, other] of pairs) {
      const difference = differenceOf(labOf(one.color, sight), labOf(other.color, sight));
      expect(difference, `${one.title} ${one.color}, ${other.title} ${other.color}`).toBeGreaterThan(
        leastDifference,
      );
    }
  });

  it('has another pattern and another sign for every verdict', () => {
    for (const key of ['pattern', 'glyph'] as const) {
      expect(new Set(options.map((option) => option[key])).size).toBe(options.length);
    }
  });
});

it('writes every text of the window in a colour that is read on what it stands on', () => {
  const css = readFileSync(join(root, 'renderer/app/styles/base.css'), 'utf8');
  const colors = new Map(
    [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [name, color as string]),
  );
  const color = (name: string) => colors.get(name) ?? '#ffffff';
  const grounds = ['white', 'bg', 'line2', 'accent-bg'];
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['ink', [...grounds, 'warn-bg', 'bad-bg', 'line']],
    ['ink2', [...grounds, 'warn-bg', 'bad-bg']],
    ['ink3', ['white', 'bg']],
    ['accent', grounds],
    ['ok', ['white', 'bg']],
    ['warn', ['white', 'bg', 'warn-bg']],
    ['bad', ['white', 'bg', 'bad-bg']],
  ];
  expect(colors.size).toBeGreaterThanOrEqual(13);
  for (const [text, on] of texts) {
    for (const ground of on) {
      expect(contrastOf(color(text), color(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(
        leastContrast,
      );
    }
  }
});
