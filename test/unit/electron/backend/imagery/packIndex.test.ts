import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPackIndex } from '../../../../../electron/backend/imagery/packIndex.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import {
  countWrong,
  importInto,
  listImageryFolder,
  readPackPixels,
  waves,
  writePicture,
} from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const size = { width: 700, height: 600 };

/** Stages an import went through; a pack taken over is not cut. */
function watchStages() {
  const stages = new Set<string>();
  return { stages, onProgress: (stage: string) => void stages.add(stage) };
}

it('gives the pack of one project to another, which keeps it when the first is gone', async () => {
  const [first, second] = [await buildProject(), await buildProject()];
  const application = temporaryFolder();
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), size);
  const made = await importInto(first, [file], { packs: createPackIndex(application) });
  const { stages, onProgress } = watchStages();
  // the index is a file: another start of the program knows it too
  const packs = createPackIndex(application);
  const taken = await importInto(second, [file], { packs, onProgress, epoch: '2027-01', name: '另一期' });
  expect([...stages]).not.toContain('切分瓦片');
  expect(taken).toMatchObject({ epoch: '2027-01', name: '另一期', sourceSha256: made.sourceSha256 });
  const packOf = (project: typeof first) =>
    join(project.directory, 'imagery', listImageryFolder(project)[0] as string);
  expect(statSync(packOf(second)).ino).toBe(statSync(packOf(first)).ino);
  rmSync(packOf(first));
  expect(countWrong(await readPackPixels(second, taken), waves)).toBe(0);
});

it.each([
  ['the source is another of the same size', { colour: 1 }],
  ['the pack was to be lossless and this one is not', { isLossless: false }],
  ['the pack was deleted', { isDeleted: true }],
  ['the index is spoilt', { isSpoilt: true }],
])(
  'cuts anew when %s',
  async (_, change: { colour?: number; isLossless?: boolean; isDeleted?: boolean; isSpoilt?: boolean }) => {
    const [first, second] = [await buildProject(), await buildProject()];
    const application = temporaryFolder();
    const folder = temporaryFolder();
    const file = await writePicture(join(folder, 'a.tif'), { ...size, colourAt: () => [1, 2, 3] });
    await importInto(first, [file], { packs: createPackIndex(application) });
    const index = join(application, 'imagery-packs.json');
    expect(readFileSync(index, 'utf8')).toContain(first.directory);
    if (change.isDeleted) rmSync(join(first.directory, 'imagery'), { recursive: true });
    if (change.isSpoilt) writeFileSync(index, '[{"path"');
    const { colour = 3 } = change;
    const other = await writePicture(join(folder, 'b.tif'), { ...size, colourAt: () => [1, 2, colour] });
    // deflate makes as many bytes of either colour, so size alone does not tell them apart
    expect(statSync(other).size).toBe(statSync(file).size);
    const { stages, onProgress } = watchStages();
    const packs = createPackIndex(application);
    const image = await importInto(second, [other], {
      packs,
      onProgress,
      isLossless: change.isLossless ?? true,
    });
    expect([...stages]).toContain('切分瓦片');
    const { data } = await readPackPixels(second, image);
    if (change.isLossless !== false) expect([...data.subarray(0, 4)]).toEqual([1, 2, colour, 255]);
  },
);
