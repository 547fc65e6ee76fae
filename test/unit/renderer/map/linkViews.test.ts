import View from 'ol/View.js';
import { expect, it } from 'vitest';
import { linkViews } from '../../../../renderer/map/linkViews.ts';

function twoViews(times: () => number) {
  const first = new View({ center: [500, 300], resolution: 2 });
  const second = new View({ center: [0, 0], resolution: 10 });
  return { first, second, link: linkViews(first, second, times) };
}

it('gives the second view the middle of the first and so many times its size, leaving the first alone', () => {
  const { first, second } = twoViews(() => 4);
  expect([second.getCenter(), second.getResolution()]).toEqual([[500, 300], 0.5]);
  expect([first.getCenter(), first.getResolution()]).toEqual([[500, 300], 2]);
});

it('moves both when either is moved, until it is stopped', () => {
  let times = 2;
  const { first, second, link } = twoViews(() => times);
  second.setCenter([1, 2]);
  second.setResolution(3);
  expect([first.getCenter(), first.getResolution()]).toEqual([[1, 2], 6]);
  times = 1;
  link.settle();
  expect(second.getResolution()).toBe(6);
  link.stop();
  first.setCenter([9, 9]);
  expect(second.getCenter()).toEqual([1, 2]);
});
