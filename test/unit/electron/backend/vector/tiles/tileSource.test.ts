import MVT from 'ol/format/MVT.js';
import type RenderFeature from 'ol/render/Feature.js';
import { describe, expect, it } from 'vitest';
import { createTileSource } from '../../../../../../electron/backend/vector/tiles/createTileSource.ts';
import { vectorTileGrid } from '../../../../../../shared/domain/geometry/tileGrid.ts';
import { addPlots, buildProject } from '../../../../../support/buildProject.ts';

const grid = vectorTileGrid('projected');

function decode(tile: Uint8Array, extent: number[]): RenderFeature[] {
  if (tile.length === 0) return [];
  return new MVT().readFeatures(new Uint8Array(tile).buffer, { extent }) as RenderFeature[];
}

/** All tiles of a zoom that the bounds touch, decoded in CRS coordinates. */
function* tilesOf(
  bounds: { minX: number; minY: number; maxX: number; maxY: number },
  z: number,
  read: (z: number, x: number, y: number) => Uint8Array,
) {
  const side = (grid.resolutions[z] as number) * grid.tileSize;
  const [left, top] = grid.origin;
  for (let x = Math.floor((bounds.minX - left) / side); x <= Math.floor((bounds.maxX - left) / side); x++) {
    for (let y = Math.floor((top - bounds.maxY) / side); y <= Math.floor((top - bounds.minY) / side); y++) {
      const extent = [left + x * side, top - (y + 1) * side, left + (x + 1) * side, top - y * side];
      yield decode(read(z, x, y), extent);
    }
  }
}

describe('vector tiles', () => {
  it('show every plot of the extent at every zoom', async () => {
    const project = await buildProject();
    const layer = addPlots(project, 40);
    const source = createTileSource(project);
    const bounds = layer.bounds;
    if (bounds === null) throw new Error('no bounds');
    for (let z = 0; z < 18; z++) {
      const seen = new Set<number>();
      for (const features of tilesOf(bounds, z, (...at) => source.readTile(layer.id, ...at))) {
        for (const feature of features) seen.add(feature.get('fid') as number);
      }
      expect([z, seen.size]).toEqual([z, 40]);
    }
  });

  it('give back the source to within a quantum, with what the map needs to know of a plot', async () => {
    const project = await buildProject();
    const layer = addPlots(project, 1);
    const source = createTileSource(project);
    const z = 18;
    const quantum = ((grid.resolutions[z] as number) * grid.tileSize) / 4096;
    const bounds = { minX: 500_000, minY: 3_000_000, maxX: 500_020, maxY: 3_000_020 };
    const features = [...tilesOf(bounds, z, (...at) => source.readTile(layer.id, ...at))].flat();
    const boxes = features.map((feature) => feature.getExtent());
    const union = [
      Math.min(...boxes.map((box) => box[0] as number)),
      Math.min(...boxes.map((box) => box[1] as number)),
      Math.max(...boxes.map((box) => box[2] as number)),
      Math.max(...boxes.map((box) => box[3] as number)),
    ];
    for (const [i, expected] of [500_000, 3_000_000, 500_020, 3_000_020].entries()) {
      expect(Math.abs((union[i] as number) - expected)).toBeLessThanOrEqual(quantum);
    }
    expect(features[0]?.getProperties()).toMatchObject({
      fid: 1,
      plotId: 1,
      plotNo: '0001',
      status: 'unjudged',
    });
  });

  it('have no bytes where nothing lies', async () => {
    const project = await buildProject();
    const layer = addPlots(project, 1);
    expect(createTileSource(project).readTile(layer.id, 18, 0, 0)).toHaveLength(0);
  });

  it('of a layer that is not there are refused', async () => {
    const project = await buildProject();
    expect(() => createTileSource(project).readTile('99', 0, 0, 0)).toThrow(
      expect.objectContaining({ code: 'LAYER_NOT_FOUND' }),
    );
  });
});
