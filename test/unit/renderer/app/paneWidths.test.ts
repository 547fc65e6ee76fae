import { describe, expect, it } from 'vitest';
import { fitPanes, paneLimits, railPixels, stripPixels } from '../../../../renderer/app/paneWidths.ts';

const mapWidth = (windowWidth: number, leftWish: number, rightWish: number) => {
  const { left, right, leftCollapsed } = fitPanes(windowWidth, leftWish, rightWish);
  return windowWidth - railPixels - right - (leftCollapsed ? stripPixels : left);
};

describe('fitPanes', () => {
  it('gives both panes what was asked for where there is room', () => {
    expect(fitPanes(1920, 288, 352)).toEqual({ left: 288, right: 352, leftCollapsed: false });
  });

  it.each([
    [1366, 288, 352],
    [1366, 420, 480],
    [1280, 288, 352],
    [1920, 420, 480],
    [1600, 300, 480],
  ])('leaves the map at least half of a window of %i pixels', (windowWidth, left, right) => {
    expect(mapWidth(windowWidth, left, right)).toBeGreaterThanOrEqual(Math.floor(windowWidth / 2));
  });

  it('keeps both panes open at 1366 pixels', () => {
    expect(fitPanes(1366, 288, 352).leftCollapsed).toBe(false);
  });

  it('turns the left pane into a strip before it squeezes a pane below its minimum', () => {
    const { right, leftCollapsed } = fitPanes(1100, 288, 352);
    expect(leftCollapsed).toBe(true);
    expect(right).toBeGreaterThanOrEqual(paneLimits.right.minimum);
  });
});
