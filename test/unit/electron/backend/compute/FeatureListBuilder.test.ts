import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FeatureListBuilder } from '../../../../../electron/backend/compute/FeatureListBuilder.ts';

const nowhere = { minX: 0, minY: 0, maxX: 0, maxY: 0 };

describe('the list of what a run has read', () => {
  it('has the first 8 bytes of SHA-256 over geometry and text, however long they are', () => {
    const features = [
      { wkb: new Uint8Array(0), text: '' },
      { wkb: Uint8Array.from({ length: 93 }, (_, i) => i), text: '{"备注":"柳溪河𠮷"}' },
      { wkb: new Uint8Array(1_000_000).fill(7), text: '林'.repeat(70_000) },
      { wkb: Uint8Array.of(1), text: 'E01,E07' },
    ];
    const list = new FeatureListBuilder();
    features.forEach(({ wkb, text }, id) => {
      list.add(id, wkb, nowhere, text);
    });
    const expected = features.map(({ wkb, text }) =>
      createHash('sha256').update(wkb).update(text, 'utf8').digest().readBigUInt64LE(0),
    );
    expect([...list.build().hashes]).toEqual(expected);
  });

  it('keeps the id and bounds of more features than it has room for at first', () => {
    const list = new FeatureListBuilder();
    const count = 5000;
    for (let id = 0; id < count; id++) {
      list.add(id, new Uint8Array(0), { minX: id + 0.1, minY: id + 0.2, maxX: id + 0.3, maxY: id + 0.4 }, '');
    }
    const { hashes, places } = list.build();
    expect(hashes).toHaveLength(count);
    expect(places).toHaveLength(5 * count);
    expect([...places.subarray(5 * 4321, 5 * 4322)]).toEqual([4321, 4321.1, 4321.2, 4321.3, 4321.4]);
  });
});
