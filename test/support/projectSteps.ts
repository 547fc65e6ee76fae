import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, Packer, Paragraph } from 'docx';
import sharp from 'sharp';
import { listImagery } from '../../electron/backend/storage/project/imagery.ts';
import { listLayers } from '../../electron/backend/storage/project/layers.ts';
import { listProjectRuleSets } from '../../electron/backend/storage/project/projectRuleSets.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { writePicture } from './imageryFixtures.ts';
import type { Step, StepTools } from './stepTools.ts';

const shippedRules = fileURLToPath(new URL('../../resources/rules/local-exclusions.json', import.meta.url));
/** So few of what only grows that a round does not get slower than the last. */
const mostLayers = 4;
const mostImages = 6;
const mostPhotos = 12;
/** Both know the verdicts of the review steps: otherwise none could be chosen once a plot is judged. */
const schemes = ['restoration-potential', 'satellite-enforcement'];

/**
 * One step of each kind that changes the project round the plots: layers, images, photos, rule sets, runs, scenarios,
 * filters, settings, looks. The files they read are written beside the project.
 */
export function createProjectSteps({
  handlers,
  directory,
  db,
  call,
  by,
  random,
  below,
  pick,
  somePlot,
}: StepTools): readonly Step[] {
  const sources = join(directory, '..', 'sources');
  mkdirSync(sources, { recursive: true });
  const source = (name: string) => join(sources, name);
  const exclusions = () => listLayers(db).filter(({ role }) => role === 'exclusion');
  const images = () => listImagery(db);
  const photos = () => db.value<number>(sql`SELECT count(*) FROM photos`) ?? 0;
  const name = () => pick(['一', '二', '三']);
  const adjustment = () => ({ minimumNetSquareMeters: pick([0, 200, 400, 600]) });

  return [
    () => handlers['project.settings']({ edgeSplitMeters: pick([70, 100, null]), by }, call),
    () => {
      if (exclusions().length >= mostLayers) return;
      const file = source('zone.geojson');
      writeFileSync(file, rectangleText(500_000 + 15 * below(24), 2_999_990, 100, 20 + below(20)));
      return handlers['import.vector']({ file, role: 'exclusion', rule: 'E02', by }, call);
    },
    () => {
      const layers = exclusions();
      return layers.length < 2 ? undefined : handlers['layer.remove']({ layerId: pick(layers).id, by }, call);
    },
    () => handlers['eligibility.run']({ workers: 1, by }, call),
    () =>
      handlers['eligibility.run'](
        { workers: 1, adjustment: { ...adjustment(), scenarioName: '一' }, by },
        call,
      ),
    () => handlers['scenario.save']({ name: name(), adjustment: adjustment(), by }, call),
    () => handlers['scenario.rename']({ name: name(), newName: `${name()}${name()}`, by }, call),
    () => handlers['scenario.remove']({ name: `${name()}${name()}`, by }, call),
    () => {
      const rules = {
        ...JSON.parse(readFileSync(shippedRules, 'utf8')),
        id: 'local',
        version: String(below(99)),
      };
      return handlers['rules.save']({ text: JSON.stringify(rules), by }, call);
    },
    () =>
      listProjectRuleSets(db).length === 0
        ? undefined
        : handlers['rules.remove']({ rulesId: 'local', by }, call),
    () => handlers['filter.save']({ name: name(), filter: { minSquareMeters: below(400) }, by }, call),
    () => handlers['filter.remove']({ name: name(), by }, call),
    () => handlers['handUp.saveSettings']({ bureauName: `${name()}县局`, by }, call),
    async () => {
      const path = source('template.docx');
      const paragraph = new Paragraph(`{{县名}} ${below(99)}`);
      writeFileSync(path, await Packer.toBuffer(new Document({ sections: [{ children: [paragraph] }] })));
      return handlers['handUp.setTemplate']({ path: random() < 0.3 ? null : path, by }, call);
    },
    async () => {
      if (images().length >= mostImages) return;
      const file = source(`image-${below(1_000_000)}.tif`);
      const colour = [below(256), below(256), below(256)] as const;
      await writePicture(file, { width: 600, height: 64, north: 3_000_020, colourAt: () => colour });
      return handlers['import.imagery']({ files: [file], epoch: pick(['2022-05', '2023-05']), by }, call);
    },
    () => {
      const [earlier, later] = images();
      if (earlier === undefined || later === undefined) return;
      const offset = random() < 0.3 ? null : { eastMeters: below(20) / 4, northMeters: below(20) / 4 };
      const pair = { plotId: somePlot(), earlierImageId: earlier.id, laterImageId: later.id };
      return handlers['imagery.setOffset']({ ...pair, offset, by }, call);
    },
    () => {
      const [image] = images();
      if (image === undefined) return;
      const looks = [{ plotId: somePlot(), imageId: image.id, milliseconds: below(5_000) }];
      return handlers['coverage.record']({ looks, by }, call);
    },
    async () => {
      if (photos() >= mostPhotos) return;
      const file = source('photo.jpg');
      const background = { r: below(256), g: below(256), b: below(256) };
      await sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .jpeg()
        .toFile(file);
      return handlers['photo.add']({ files: [file], plotId: somePlot(), by }, call);
    },
    () => handlers['review.chooseScheme']({ schemeId: pick(schemes), by }, call),
  ];
}

function rectangleText(x: number, y: number, width: number, height: number): string {
  const ring = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
  return JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'EPSG:4545' } },
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
  });
}
