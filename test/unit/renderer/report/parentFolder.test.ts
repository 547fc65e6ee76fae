import { expect, it } from 'vitest';
import { parentFolder } from '../../../../renderer/report/parentFolder.ts';

it.each([
  ['D:\\成果\\第一次', 'D:\\成果'],
  ['D:\\成果\\第一次\\', 'D:\\成果'],
  ['D:\\成果', 'D:\\'],
  ['/data/out/一', '/data/out'],
  ['/data', '/'],
  ['\\\\server\\share\\一', '\\\\server\\share'],
  ['第一次', '第一次'],
])('the folder above %s is %s', (directory, parent) => {
  expect(parentFolder(directory)).toBe(parent);
});
