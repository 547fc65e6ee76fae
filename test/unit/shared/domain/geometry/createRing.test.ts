import { expect, test } from 'vitest';
import { createRing } from '../../../../../shared/domain/geometry/createRing.ts';

test('rings are empty and do not share a number, however many there are', () => {
  const rings = Array.from({ length: 500 }, (_, index) => createRing(2 * ((index * 7) % 300)));
  for (const [index, ring] of rings.entries()) {
    expect(ring).toHaveLength(2 * ((index * 7) % 300));
    expect(ring.every((value) => value === 0)).toBe(true);
    ring.fill(index);
  }
  for (const [index, ring] of rings.entries()) expect(ring.every((value) => value === index)).toBe(true);
});

test('short rings share a buffer and long ones do not', () => {
  expect(createRing(8).buffer).toBe(createRing(8).buffer);
  expect(createRing(2000).buffer.byteLength).toBe(16_000);
});
