import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../electron/backend/storage/project/commandLog.ts';
import { insertLayer, type StoredLayer } from '../../electron/backend/storage/project/layers.ts';
import { createProject, type OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import { addPhotos } from '../../electron/backend/storage/project/photoCommands.ts';
import { insertPlots } from '../../electron/backend/storage/project/plots.ts';
import type { LayerRole } from '../../shared/domain/eligibility/ruleSet.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** An empty project in EPSG:4545 in a folder of its own, closed and removed when the test has finished. */
export async function buildProject(
  options: { clock?: () => Date; directory?: string } = {},
): Promise<OpenProject> {
  const directory = options.directory ?? join(temporaryFolder(), 'project');
  const project = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    options.clock === undefined ? {} : { clock: options.clock },
  );
  onTestFinished(() => project.close());
  return project;
}

/** An axis-parallel square as WKB polygon, lower left corner and side in metres. */
export function squareWkb(x: number, y: number, side: number): Uint8Array {
  const wkb = new Uint8Array(1 + 4 + 4 + 4 + 5 * 16);
  const view = new DataView(wkb.buffer);
  wkb[0] = 1;
  view.setUint32(1, 3, true);
  view.setUint32(5, 1, true);
  view.setUint32(9, 5, true);
  const corners = [x, y, x + side, y, x + side, y + side, x, y + side, x, y];
  corners.forEach((value, i) => {
    view.setFloat64(13 + i * 8, value, true);
  });
  return wkb;
}

/**
 * Plots as squares of 20 m in a row, 30 m apart, from (500000, 3000000) eastwards:
 *
 *   ┌─┐ ┌─┐ ┌─┐        plot numbers 0001, 0002, 0003 …
 *   └─┘ └─┘ └─┘        towns 东镇, 西镇 in turn
 */
export function addPlots(project: OpenProject, count: number, role: LayerRole = 'plots'): StoredLayer {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const x = (number: number) => 500_000 + (number - 1) * 30;
  return runCommand(
    project,
    (layer: StoredLayer) => ({
      kind: 'layer.import',
      target: `layer:${layer.id}`,
      by: '甲',
      oldValue: null,
      newValue: { name: layer.name },
    }),
    (db, { atUtc }) => {
      const layer = insertLayer(
        db,
        project.crs,
        {
          name: '流出图斑',
          role,
          rule: null,
          crs: 'EPSG:4545',
          crsFrom: 'file',
          encoding: 'UTF-8',
          encodingFrom: 'format',
          sourceFile: 'plots.gpkg',
          sourceLayer: 'plots',
          sourceSha256: '0'.repeat(64),
          fields: [
            { name: 'JCBH', type: 'text' },
            { name: 'MJ', type: 'real' },
          ],
        },
        numbers.map((number) => ({
          wkb: squareWkb(x(number), 3_000_000, 20),
          attributes: [plotNumber(number), 400],
        })),
        atUtc,
      );
      insertPlots(
        db,
        layer.id,
        numbers.map((number) => ({
          fid: number,
          plotNo: plotNumber(number),
          townName: number % 2 === 1 ? '东镇' : '西镇',
          villageName: `第${number % 5}村`,
          landClassCode: '0201',
          formerLandClassCode: '0103',
          restorationAttribute: '',
          outflowYear: 2022,
          recordedSquareMeters: 400,
          areaSquareMeters: 400,
          planarSquareMeters: 400,
          bounds: { minX: x(number), minY: 3_000_000, maxX: x(number) + 20, maxY: 3_000_020 },
        })),
      );
      return layer;
    },
  );
}

export function plotNumber(number: number): string {
  return String(number).padStart(4, '0');
}

/** So many photos that were taken nowhere and hang on no plot, hashes 000…, 111…. */
export function addBlankPhotos(project: OpenProject, count: number): void {
  const unknown = { takenAt: null, longitude: null, latitude: null, x: null, y: null };
  const unaimed = { bearing: null, mapBearing: null, accuracyMeters: null };
  const photos = Array.from({ length: count }, (_, i) => ({
    photo: {
      ...{ sha256: String(i).repeat(64), name: `${i}.jpg`, width: 1, height: 1 },
      ...unknown,
      ...unaimed,
    },
    plotId: undefined,
    how: 'hand' as const,
  }));
  addPhotos(project, photos, '甲');
}
