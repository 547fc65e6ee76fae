import { expect } from 'vitest';
import type { ReviewWindow } from './ReviewWindow.ts';

type Place = readonly [number, number];

const patient = { timeout: 90_000 };

/**
 * Where on the screen a place of the project is, by the coordinates the status bar shows under the pointer: as a
 * person who looks for a place moves the pointer there. The map must stand still.
 */
export async function placeOnMap(window: ReviewWindow): Promise<(ground: Place) => Place> {
  const { x, y, width, height } = await window.mapBox();
  const first: Place = [Math.round(x + width / 2 - 120), Math.round(y + height / 2 - 80)];
  const second: Place = [first[0] + 240, first[1] + 160];
  const from = await groundAt(window, first);
  const to = await groundAt(window, second);
  const metersPerPixel = [(to[0] - from[0]) / 240, (to[1] - from[1]) / 160] as const;
  return ([east, north]) => [
    first[0] + (east - from[0]) / metersPerPixel[0],
    first[1] + (north - from[1]) / metersPerPixel[1],
  ];
}

/** Moves the pointer there and reads the bar once it tells of the new place, the same twice. */
async function groundAt(window: ReviewWindow, [x, y]: Place): Promise<Place> {
  const before = String(await readBar(window));
  let seen = before;
  await expect
    .poll(
      async () => {
        // again as long as nobody heard of it: a map that is not drawn yet tells no place
        if (seen === before) {
          await window.page.mouse.move(x - 1, y);
          await window.page.mouse.move(x, y);
        }
        const now = String(await readBar(window));
        const isSettled = now === seen && now !== before;
        seen = now;
        return isSettled;
      },
      { ...patient, interval: 150 },
    )
    .toBe(true);
  return readBar(window);
}

async function readBar(window: ReviewWindow): Promise<Place> {
  const text = (await window.statusBar()) ?? '';
  const [, east = '', north = ''] = /X ([\d.\s]+)　Y ([\d.\s]+?)1:/.exec(text) ?? [];
  return [Number(east.replace(/\s/g, '')), Number(north.replace(/\s/g, ''))];
}
