import { expect, it } from 'vitest';
import { outsideArchive } from '../../../../../electron/backend/files/outsideArchive.ts';

it.each([
  [
    '/opt/Tianheng/resources/app.asar/node_modules/f.ttf',
    '/opt/Tianheng/resources/app.asar.unpacked/node_modules/f.ttf',
  ],
  [
    'C:\\田衡\\resources\\app.asar\\node_modules\\f.ttf',
    'C:\\田衡\\resources\\app.asar.unpacked\\node_modules\\f.ttf',
  ],
  ['/opt/tianheng/checkout/node_modules/f.ttf', '/opt/tianheng/checkout/node_modules/f.ttf'],
  ['/opt/app.asar.unpacked/f.ttf', '/opt/app.asar.unpacked/f.ttf'],
])('%s is opened at %s', (file, expected) => {
  expect(outsideArchive(file)).toBe(expected);
});
