import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromFile } from 'geotiff';
import { afterEach, describe, expect, it } from 'vitest';
import { createSampleCounty } from '../../../../../electron/backend/sample/createSampleCounty.ts';

const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sample-'));
  folders.push(path);
  return path;
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

function hashes(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(directory, name)))
        .digest('hex'),
    ]),
  );
}

describe('createSampleCounty', () => {
  it('writes the same bytes for the same options', async () => {
    const [first, second] = [folder(), folder()];
    await createSampleCounty({ directory: first, plots: 24, seed: 9, imagery: false });
    await createSampleCounty({ directory: second, plots: 24, seed: 9, imagery: false });
    expect(hashes(first)).toEqual(hashes(second));
  });

  it('tells the role of every file and the number of its features', async () => {
    const county = await createSampleCounty({ directory: folder(), plots: 24, imagery: false });
    expect(county.plots).toBe(24);
    const count = (role: string) => county.files.find((file) => file.role === role)?.features;
    expect(count('plots')).toBe(24);
    expect(count('list')).toBe(24);
    for (const role of [
      'dltb',
      'towns',
      'slope',
      'basicFarmland',
      'ecologicalRedLine',
      'natureReserve',
    ] as const) {
      expect(count(role), role).toBeGreaterThan(0);
    }
    for (const role of ['waterSource', 'riverManagement', 'forest', 'urbanGrowth'] as const) {
      expect(count(role), role).toBeGreaterThan(0);
    }
  });

  it('paints two georeferenced images that cover the county, and a DEM', async () => {
    const county = await createSampleCounty({ directory: folder(), plots: 10, seed: 2 });
    for (const [role, pixel] of [
      ['imageryEarlier', 1],
      ['imageryLater', 0.8],
      ['dem', 10],
    ] as const) {
      const image = await (
        await fromFile(county.files.find((file) => file.role === role)?.path ?? '')
      ).getImage();
      expect(image.getResolution()[0]).toBeCloseTo(pixel, 9);
      expect(image.getGeoKeys()?.ProjectedCSTypeGeoKey).toBe(4545);
      const [west, south, east, north] = image.getBoundingBox() as [number, number, number, number];
      expect(west).toBeLessThan(452_000);
      expect(east).toBeGreaterThan(452_000);
      expect(south).toBeLessThan(3_453_000);
      expect(north).toBeGreaterThan(3_453_000);
    }
  });

  it('lists every defect it puts in when asked to be messy', async () => {
    const directory = folder();
    await createSampleCounty({ directory, plots: 60, messy: true, imagery: false });
    const notes = readFileSync(join(directory, '说明.txt'), 'utf8');
    for (const code of [
      'selfCrossing',
      'spike',
      'overlap',
      'duplicateNumber',
      'emptyGeometry',
      'wrongZone',
      'formulaText',
    ]) {
      expect(notes).toContain(code);
    }
    expect(readdirSync(directory)).not.toContain('DLTB.prj');
    expect(readdirSync(directory)).not.toContain('流出图斑.cpg');
  });

  it('refuses a folder that already holds something, and leaves it alone', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'mine.txt'), 'mine');
    await expect(createSampleCounty({ directory, plots: 10 })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readdirSync(directory)).toEqual(['mine.txt']);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const directory = folder();
    const controller = new AbortController();
    const running = createSampleCounty({
      directory,
      plots: 400,
      signal: controller.signal,
      onProgress: (_stage, done) => {
        if (done > 3) controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses numbers it cannot make a county of', async () => {
    await expect(createSampleCounty({ directory: folder(), plots: 0 })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
    await expect(createSampleCounty({ directory: folder(), seed: 1.5 })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });
});
