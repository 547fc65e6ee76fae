import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Scene } from '../../../../../electron/backend/documents/drawing/scene.ts';
import { listProducts } from '../../../../../electron/backend/documents/listProducts.ts';
import { drawWallMap } from '../../../../../electron/backend/documents/pages/wallMapProduct.ts';
import {
  drawPlotMap,
  drawTownChart,
} from '../../../../../electron/backend/documents/report/reportFigures.ts';
import { eligibilityVerdicts } from '../../../../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../../../../shared/text/labels.zh-CN.ts';
import { sampleOptions, sampleSource } from './sampleSource.ts';

/** The colour that fills the box of a legend left of a text. */
function colorBeside({ items }: Scene, title: string): string | undefined {
  const place = items.findIndex((item) => item.kind === 'text' && item.text.startsWith(title));
  const box = items[place - 1];
  return box?.kind === 'area' ? box.fill : undefined;
}

it('a verdict has the colour of the window on every map and in every style that is handed up', async () => {
  const source = sampleSource(['甲', '乙']);
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-colors-'));
  const write = async (format: 'gpkg' | 'kml') =>
    (await listProducts[format].write(source, folder, '清单', sampleOptions))[0] ?? '';
  const kml = readFileSync(await write('kml'), 'utf8');
  const database = new Database(await write('gpkg'), { readonly: true });
  const [style] = database.prepare('SELECT styleQML AS qml, styleSLD AS sld FROM layer_styles').all() as {
    qml: string;
    sld: string;
  }[];
  database.close();
  const map = drawPlotMap(source.snapshot) as Scene;
  const wall = (await drawWallMap(source, sampleOptions)).scene;
  for (const verdict of eligibilityVerdicts) {
    const { title, color } = eligibilityLabels[verdict];
    const [red, green, blue] = [1, 3, 5].map((at) => color.slice(at, at + 2)) as [string, string, string];
    expect(kml).toContain(`<Style id="${verdict}"><LineStyle><color>ff${blue}${green}${red}</color>`);
    expect(style?.qml).toContain([red, green, blue].map((part) => Number.parseInt(part, 16)).join(','));
    expect(style?.sld).toContain(color);
    expect([colorBeside(map, title), colorBeside(wall, title)], title).toEqual([color, color]);
  }
  const plots = map.items.flatMap((item) =>
    item.kind === 'area' && item.fillOpacity === 0.55 ? [item.fill] : [],
  );
  expect(new Set(plots.slice(0, 2))).toEqual(
    new Set([eligibilityLabels.eligible.color, eligibilityLabels.partial.color]),
  );
  expect(JSON.stringify(drawTownChart(source.snapshot))).toContain(eligibilityLabels.partial.color);
});
