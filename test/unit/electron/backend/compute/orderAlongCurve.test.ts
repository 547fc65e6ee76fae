import { describe, expect, it } from 'vitest';
import { orderAlongCurve } from '../../../../../electron/backend/compute/orderAlongCurve.ts';

const county = { minX: 0, minY: 0, maxX: 400, maxY: 400 };
const box = (plotId: number, minX: number, minY: number) => ({
  ...{ plotId, minX, minY, maxX: minX + 10, maxY: minY + 10 },
});

describe('the order of the plots of a run', () => {
  //  y                the first Hilbert curve: up, over, down
  //  ┌──────┬──────┐
  //  │  12  │  30  │
  //  ├──────┼──────┤
  //  │  25  │   7  │
  //  └──────┴──────┘  x
  it('follows the curve, whatever the numbers of the plots', () => {
    const boxes = [box(7, 300, 100), box(12, 100, 300), box(25, 100, 100), box(30, 300, 300)];
    const { plotIds, extent } = orderAlongCurve(boxes, county);
    const forth = [25, 12, 30, 7];
    expect([[...plotIds], [...plotIds].reverse()]).toContainEqual(forth);
    expect(extent).toEqual({ minX: 100, minY: 100, maxX: 310, maxY: 310 });
  });

  it('is the order of plots where they lie at one place', () => {
    const boxes = [box(3, 50, 50), box(2 ** 40, 50, 50), box(2 ** 40 + 1, 50, 50)];
    expect([...orderAlongCurve(boxes, county).plotIds]).toEqual([3, 2 ** 40, 2 ** 40 + 1]);
  });

  it('has nothing for no plots', () => {
    expect(orderAlongCurve([], county).plotIds).toHaveLength(0);
  });
});
