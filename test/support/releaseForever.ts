/** A program that replaces the release in the folder given again and again, and says on a line that it begins and ends one. */
import { createRelease } from '../../electron/backend/documents/release.ts';
import { sampleOptions, sampleSource } from '../unit/electron/backend/documents/sampleSource.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: releaseForever.ts FOLDER');
for (let round = 1; ; round++) {
  process.stdout.write(`begin ${round}\n`);
  await createRelease({
    ...{ directory, origin: {}, options: sampleOptions, replace: true, onFile: () => {} },
    lists: [{ name: '清单', source: sampleSource([`第 ${round} 次`, '乙']) }],
    formats: ['xlsx', 'csv', 'gpkg', 'docx'],
  });
  process.stdout.write(`end ${round}\n`);
}
