import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  createValuesFile,
  readValues,
  valuesName,
} from '../../../../../electron/backend/documents/releaseValues.ts';

const many = Array.from({ length: 1_234 }, (_, row) => [row, `第 ${row} 行\n\u2028`, null, row / 3]);

it('keeps every table once and gives it back value by value', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tianheng-values-'));
  const values = createValuesFile(directory);
  const keys = [[['甲', 1]], many, [['甲', 1]], [], many].map((rows) => values.put(rows));
  values.close();
  const places = values.places();
  expect(keys[2]).toBe(keys[0]);
  expect(keys[4]).toBe(keys[1]);
  const read = (key = '') => readValues(directory, key, places[key] ?? { start: 0, bytes: 0 });
  expect(keys.map(read)).toEqual([[['甲', 1]], many, [['甲', 1]], [], many]);
  // the repeated tables were taken back
  const bytes = Object.values(places).reduce((sum, place) => sum + place.bytes, 0);
  expect(readFileSync(join(directory, valuesName))).toHaveLength(bytes);
});

it('gives nothing back where the file was changed, cut or lost', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tianheng-values-'));
  const values = createValuesFile(directory);
  const key = values.put(many);
  values.close();
  const place = values.places()[key] ?? { start: 0, bytes: 0 };
  const path = join(directory, valuesName);
  const sealed = readFileSync(path, 'utf8');
  writeFileSync(path, sealed.replace('第 7 行', '第 8 行'));
  expect(readValues(directory, key, place)).toBeUndefined();
  writeFileSync(path, sealed);
  truncateSync(path, 1_000);
  expect(readValues(directory, key, place)).toBeUndefined();
  expect(readValues(mkdtempSync(join(tmpdir(), 'tianheng-values-')), key, place)).toBeUndefined();
});
