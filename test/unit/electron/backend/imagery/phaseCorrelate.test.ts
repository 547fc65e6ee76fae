import { describe, expect, it } from 'vitest';
import { phaseCorrelate } from '../../../../../electron/backend/imagery/phaseCorrelate.ts';
import { createRandom } from '../../../../support/createRandom.ts';
import { drawFields, type FieldPair } from '../../../../support/drawFields.ts';

const side = 128;
const pairsOfGround = 12;

/** A window that fades to its edges. */
const fade = (index: number) => Math.sin((Math.PI * (index + 0.5)) / side) ** 2;
const weights = Float64Array.from(
  { length: side * side },
  (_, i) => fade(i % side) * fade(Math.floor(i / side)),
);

function errorOf({ first, second, right, down }: FieldPair): number {
  const found = phaseCorrelate(first, second, weights);
  return found === null ? Number.POSITIVE_INFINITY : Math.hypot(found.right - right, found.down - down);
}

function shareWithin(limit: number, errors: readonly number[]): number {
  return errors.filter((error) => error <= limit).length / errors.length;
}

describe('phaseCorrelate', () => {
  it.each([
    [12, 'as it is', {}],
    [12, 'brighter, flatter and bent by gamma', { gain: 0.6, lift: 50, gamma: 1.5 }],
    [12, 'with noise of 4 % and a tenth of the fields changed', { noise: 10, changedShare: 0.1 }],
    [204, 'with all of it', { gain: 0.7, lift: 30, gamma: 0.7, noise: 6, changedShare: 0.2 }],
  ])(
    'finds the shift of %i random pairs to 0.3 pixel in 95 percent of them, the second picture %s',
    (pairs, _name, differences) => {
      const random = createRandom(2026);
      const grounds = pairs / pairsOfGround;
      const errors = Array.from({ length: grounds }, () =>
        drawFields(pairsOfGround, { side, reach: 6, random, ...differences }),
      ).flatMap((drawn) => drawn.map((pair) => errorOf(pair)));
      errors.sort((a, b) => a - b);
      console.log(
        `median ${errors[Math.floor(pairs / 2)]?.toFixed(3)}, p95 ${errors[Math.floor(pairs * 0.95)]?.toFixed(3)} px`,
      );
      expect(shareWithin(0.3, errors)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('says of two pictures that have nothing in common that it is not sure', () => {
    const random = createRandom(7);
    const [one, other] = [1, 2].map(() => drawFields(1, { side, reach: 0, random })[0] as FieldPair);
    const confident = phaseCorrelate((one as FieldPair).first, (one as FieldPair).second, weights);
    const unsure = phaseCorrelate((one as FieldPair).first, (other as FieldPair).first, weights);
    expect(confident?.confidence).toBeGreaterThan(0.6);
    expect(unsure?.confidence).toBeLessThan(0.3);
  });

  it('finds nothing where there is nothing to see', () => {
    const flat = new Float64Array(side * side).fill(80);
    expect(phaseCorrelate(flat, flat, weights)).toBeNull();
  });
});
