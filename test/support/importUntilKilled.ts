/** A program that begins an import and dies in the middle: `importUntilKilled.ts SOURCE DIRECTORY TILES`. */
import { importImage } from '../../electron/backend/imagery/importImage.ts';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';

const [file = '', directory = '', tiles = ''] = process.argv.slice(2);
const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' }, {});
process.stdout.write(`${JSON.stringify({ directory })}\n`);
await importImage(
  project,
  {
    ...{ files: [file], epoch: '2026-03', name: '测试影像', sensor: undefined, bands: undefined },
    ...{ crs: undefined, isLossless: false },
  },
  {
    signal: new AbortController().signal,
    onProgress(_stage, done) {
      if (done > Number(tiles)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
throw new Error(`the import ended before ${tiles} tiles`);
