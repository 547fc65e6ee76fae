import { mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listReleases } from '../../electron/backend/documents/listReleases.ts';
import { createRelease } from '../../electron/backend/documents/release.ts';
import { verifyRelease } from '../../electron/backend/documents/verifyRelease.ts';
import { readZipEntries } from '../../electron/backend/documents/zipEntries.ts';
import type { ExportFormat } from '../../shared/contract/records/documentRecords.ts';
import { storeZip } from '../support/storeZip.ts';
import { sampleOptions, sampleSource } from '../unit/electron/backend/documents/sampleSource.ts';

const formats: ExportFormat[] = [
  ...(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx', 'pdf'] as const),
  ...([
    'statistics',
    'ledger',
    'restoration',
    'towns',
    'bulletin',
    'acceptance',
    'contact',
    'wallmap',
  ] as const),
];
const mutations = 100;

async function makeRelease(): Promise<string> {
  const directory = join(mkdtempSync(join(tmpdir(), 'tianheng-release-')), 'release');
  const notes = Array.from({ length: 12 }, (_, index) => `备注${index}甲`);
  await createRelease({
    directory,
    lists: [{ name: '清单', source: sampleSource(notes) }],
    formats,
    origin: {},
    options: sampleOptions,
    onFile: () => {},
  });
  return directory;
}

/** A small seeded generator: a failing run can be repeated. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Another digit in place of one of those `pattern` finds (its first group). */
function changeOne(text: string, pattern: RegExp, pick: (limit: number) => number): string {
  const hits = [...text.matchAll(pattern)];
  const hit = hits[pick(hits.length)] as RegExpMatchArray;
  const value = hit[1] as string;
  const digits = [...value.matchAll(/\d/g)];
  const digit = digits[pick(digits.length)] as RegExpMatchArray;
  const place = (hit.index as number) + hit[0].lastIndexOf(value) + (digit.index as number);
  return `${text.slice(0, place)}${(Number(digit[0]) + 1) % 10}${text.slice(place + 1)}`;
}

const mutators: Readonly<Record<string, (bytes: Buffer, pick: (limit: number) => number) => Buffer>> = {
  xlsx: (bytes, pick) => {
    const entries = readZipEntries(bytes);
    const sheets = [...entries.keys()].filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
    const name = sheets[pick(sheets.length)] as string;
    const xml = entries.get(name)?.toString('utf8') as string;
    // numbers only: an index of a shared text may point at an equal one
    entries.set(name, Buffer.from(changeOne(xml, /<c r="[A-Z]+\d+" s="\d+"><v>([\d.]+)<\/v>/g, pick)));
    return storeZip(entries);
  },
  docx: (bytes, pick) => {
    const entries = readZipEntries(bytes);
    const xml = entries.get('word/document.xml')?.toString('utf8') as string;
    entries.set(
      'word/document.xml',
      Buffer.from(changeOne(xml, /<w:t(?: [^>]*)?>([^<]*\d[^<]*)<\/w:t>/g, pick)),
    );
    return storeZip(entries);
  },
  csv: (bytes, pick) => Buffer.from(changeOne(bytes.toString('utf8'), /(\d+\.\d\d)/g, pick)),
  geojson: (bytes, pick) => Buffer.from(changeOne(bytes.toString('utf8'), /[[:,](\d+\.\d+)/g, pick)),
  kml: (bytes, pick) => Buffer.from(changeOne(bytes.toString('utf8'), /(\d+\.\d{2,})/g, pick)),
  // past the header, whose date and unit are no values of the list
  txt: (bytes, pick) => {
    const start = bytes.indexOf('@') - 40;
    const tail = changeOne(bytes.toString('latin1', start), /,(\d+\.\d+)/g, pick);
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(tail, 'latin1')]);
  },
  dbf: (bytes, pick) => {
    const start = bytes.readUInt16LE(8);
    const tail = changeOne(bytes.toString('latin1', start), /(\d+\.\d\d)/g, pick);
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(tail, 'latin1')]);
  },
  shp: (bytes, pick) => {
    const changed = Buffer.from(bytes);
    const records = 12;
    const length = (bytes.length - 100) / records;
    // a vertex of the record: after header, type, box, counts and two part starts
    const place = 100 + pick(records) * length + 8 + 44 + 8 + 16 * (1 + pick(3));
    changed.writeDoubleLE(changed.readDoubleLE(place) + 0.01, place);
    return changed;
  },
  pdf: (bytes, pick) => {
    const text = bytes.toString('latin1');
    const streams = [...text.matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g)].filter(
      (match) => {
        const start = match.index + match[0].length;
        return inflateSync(bytes.subarray(start, start + Number(match[1]))).includes('BT\n');
      },
    );
    const hit = streams[pick(streams.length)] as RegExpMatchArray;
    const start = (hit.index as number) + hit[0].length;
    const length = Number(hit[1]);
    const content = inflateSync(bytes.subarray(start, start + length)).toString('latin1');
    // on a card the last lines are fixed words and the first is the caption of an image
    const all = [...content.matchAll(/<([0-9a-f]{8,})>/g)];
    const glyphs = all.length > 9 ? all.slice(3, -6) : all;
    const glyph = glyphs[pick(glyphs.length)] as RegExpMatchArray;
    const place = (glyph.index as number) + 1;
    const other = `${content.slice(0, place)}0001${content.slice(place + 4)}`;
    const same = content.slice(place, place + 4) === '0001';
    const packed = deflateSync(
      Buffer.from(same ? `${content.slice(0, place)}0002${content.slice(place + 4)}` : other, 'latin1'),
    );
    return Buffer.concat([
      bytes.subarray(0, hit.index),
      Buffer.from(hit[0].replace(/\d+/, String(packed.length)), 'latin1'),
      packed,
      bytes.subarray(start + length),
    ]);
  },
};

describe('a sealed release', () => {
  it('verifies as it was made, and names the place of any one value that changes', async () => {
    const directory = await makeRelease();
    expect(await verifyRelease(directory)).toEqual([]);
    const files = readdirSync(directory).filter((file) => !/manifest|\.(cpg|prj|shx)$/.test(file));
    const pick = seeded(20261122);
    const missed: string[] = [];
    for (let round = 0; round < mutations; round++) {
      const file = files[round % files.length] as string;
      const path = join(directory, file);
      const before = readFileSync(path);
      const extension = file.split('.').at(-1) as string;
      if (extension === 'gpkg') changeGeoPackage(path, pick);
      else writeFileSync(path, (mutators[extension] as (typeof mutators)[string])(before, pick));
      const findings = await verifyRelease(directory);
      const named = findings.filter(
        ({ file: found, where }) => found === file && /第 \d+|[A-Z]+\d+/.test(where),
      );
      if (named.length === 0) missed.push(`${round} ${file}: ${JSON.stringify(findings)}`);
      writeFileSync(path, before);
    }
    expect(missed).toEqual([]);
    expect(await verifyRelease(directory)).toEqual([]);
  });

  it('names a lost file, another companion file and an edited manifest', async () => {
    const directory = await makeRelease();
    writeFileSync(join(directory, '清单.cpg'), 'BIG5');
    const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
    writeFileSync(join(directory, 'manifest.json'), manifest.replace('"rows":12', '"rows":13'));
    const values = readFileSync(join(directory, 'manifest-values.jsonl'), 'utf8');
    writeFileSync(join(directory, 'manifest-values.jsonl'), values.replace('0.58', '0.59'));
    expect((await verifyRelease(directory)).map(({ file }) => file)).toEqual([
      ...['manifest.json', 'manifest-values.jsonl'],
      '清单.cpg',
    ]);
  });

  it('leaves an earlier release as it was and nothing half-made when a write fails', async () => {
    const directory = await makeRelease();
    const before = readdirSync(directory);
    const again = createRelease({
      directory: `${directory}-2`,
      lists: [{ name: '清单', source: sampleSource(['甲', '\u{20000}']) }],
      formats: ['xlsx', 'txt'],
      origin: {},
      options: sampleOptions,
      onFile: () => {},
    });
    // GBK has no such character
    await expect(again).rejects.toMatchObject({ code: 'EXPORT_FORMAT_UNSUPPORTED' });
    expect(readdirSync(join(directory, '..'))).toEqual(['release']);
    expect(readdirSync(directory)).toEqual(before);
    expect(await verifyRelease(directory)).toEqual([]);
  });
});

describe('a release that is replaced', () => {
  const replace = (directory: string, notes: readonly string[], signal = sampleOptions.signal) =>
    createRelease({
      directory,
      lists: [{ name: '清单', source: sampleSource(notes) }],
      formats: ['xlsx', 'csv'],
      origin: {},
      options: { ...sampleOptions, signal },
      replace: true,
      onFile: () => {},
    });

  it('gives way to the new one as a whole', async () => {
    const directory = await makeRelease();
    await replace(directory, ['新']);
    expect(readdirSync(directory).sort()).toEqual(
      ['manifest-values.jsonl', 'manifest.json', '清单.csv', '清单.xlsx'].sort(),
    );
    expect(readdirSync(join(directory, '..'))).toEqual(['release']);
    expect(await verifyRelease(directory)).toEqual([]);
  });

  it('stays as it was when the new one is cancelled, and a folder that is no release is not replaced', async () => {
    const directory = await makeRelease();
    const before = readdirSync(directory);
    await expect(replace(directory, ['新'], AbortSignal.abort())).rejects.toMatchObject({
      code: 'OPERATION_CANCELLED',
    });
    expect(readdirSync(directory)).toEqual(before);
    const foreign = mkdtempSync(join(tmpdir(), 'tianheng-release-'));
    writeFileSync(join(foreign, '别的文件.txt'), 'x');
    await expect(replace(foreign, ['新'])).rejects.toMatchObject({ code: 'RELEASE_NOT_A_RELEASE' });
    expect(readdirSync(foreign)).toEqual(['别的文件.txt']);
  });

  it('comes back after a crash between moving the old one aside and putting the new one in place', async () => {
    const directory = await makeRelease();
    renameSync(directory, `${directory}.old`);
    const [found] = await listReleases(join(directory, '..'));
    expect(found).toMatchObject({ directory, state: 'sealed' });
    expect(await verifyRelease(directory)).toEqual([]);
  });
});

function changeGeoPackage(path: string, pick: (limit: number) => number): void {
  const database = new Database(path);
  database.pragma('journal_mode = DELETE');
  const field = ['TBMJ', 'KHFMJ', 'LCNF'][pick(3)];
  // the index triggers name functions only spatial programs have
  for (const name of ['ST_IsEmpty', 'ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'])
    database.function(name, (_geometry: unknown) => 0);
  database.prepare(`UPDATE list SET ${field} = ${field} + 1 WHERE fid = ?`).run(pick(12) + 1);
  database.close();
}
