import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPlotList } from '../../../electron/backend/documents/buildPlotList.ts';
import { createRelease } from '../../../electron/backend/documents/release.ts';
import { readManifest } from '../../../electron/backend/documents/releaseManifest.ts';
import { selectRestorable } from '../../../electron/backend/documents/selectRestorable.ts';
import { verifyRelease } from '../../../electron/backend/documents/verifyRelease.ts';
import { exportFormats, type WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import { describeWhenAvailable, hasProgram } from '../../support/availability.ts';
import { withSampleLayers } from '../../unit/electron/backend/documents/sampleLayers.ts';
import { sampleOptions, sampleSource } from '../../unit/electron/backend/documents/sampleSource.ts';

const python = '/usr/bin/python3';
const folder = mkdtempSync(join(tmpdir(), 'tianheng-counts-'));
const formats = exportFormats.filter((format) => format !== 'template');

/** Twelve plots, of which three may not be restored, with parts, pieces and markup; and the list of the others. */
function sampleLists() {
  const whole = withSampleLayers(sampleSource(Array.from({ length: 12 }, (_, index) => `备注${index}`)));
  const rows = whole.snapshot.rows.map((row, index) =>
    index % 5 === 2
      ? { ...row, eligibility: 'ineligible' as const, netMu: 0, deductionsMu: [row.grossMu] }
      : row,
  );
  const snapshot = { ...whole.snapshot, rows };
  const chosen = selectRestorable(snapshot, '示例县可恢复图斑清单');
  return [
    { name: '图斑清单', source: { snapshot, table: buildPlotList(snapshot) } },
    { name: '可恢复图斑清单', source: { snapshot: chosen, table: buildPlotList(chosen) } },
  ];
}

async function release(name: string, changes: Partial<Parameters<typeof createRelease>[0]> = {}) {
  const directory = join(folder, name);
  const files = await createRelease({
    ...{ directory, lists: sampleLists(), formats, origin: {}, options: sampleOptions, onFile: () => {} },
    ...changes,
  });
  return { directory, files };
}

/** [rows, net, whole] of everything a file lists, as it was stated. */
function stated({ contents }: Pick<WrittenFile, 'contents'>) {
  return contents.map(({ rows, area }) => [
    rows,
    area?.of === 'net' ? area.mu : null,
    area?.of === 'whole' ? area.mu : null,
  ]);
}

function countByPython(directory: string): Record<string, (number | null)[][]> {
  const program = join(import.meta.dirname, '../../support/countRows.py');
  return JSON.parse(execFileSync(python, [program, directory], { encoding: 'utf8' }));
}

describeWhenAvailable('what a release says its files hold', { python3: hasProgram(python) }, () => {
  let made: Awaited<ReturnType<typeof release>>;
  beforeAll(async () => {
    made = await release('一次');
  });

  it('is what Python counts in them: rows and areas of each list, layer and sheet, and nothing of the others', async () => {
    const counted = countByPython(made.directory);
    const { body } = await readManifest(made.directory);
    const first = Object.entries(counted).map(([path, [own]]) => [path, own?.[0] ?? null, own?.[1] ?? null]);
    expect(body.files.map(({ path, rows, netMu }) => [path, rows, netMu]).sort()).toEqual(first.sort());
    expect(made.files.map(({ path, rows, netMu }) => [path, rows, netMu]).sort()).toEqual(first);
    expect(Object.fromEntries(made.files.map((file) => [file.path, stated(file)]))).toEqual(counted);
    expect(body.files.map(({ path, contents }) => [path, contents])).toEqual(
      made.files.map(({ path, contents }) => [path, contents]),
    );
    // the sample has what the counts are told apart by
    expect(counted['图斑清单_分割地块.geojson']).toEqual([[2, null, 0.58]]);
    expect(counted['可恢复图斑清单.gpkg']?.map(([rows]) => rows)).toEqual([10, 2, 2, 1, 1, 1]);
    expect(counted['图斑清单_验收表.docx']?.[0]?.[0]).toBe(10);
    expect(counted['图斑清单.prj']).toEqual([]);
  });

  it('follows files of single plots, and columns that leave the areas out', async () => {
    const { settings } = sampleOptions;
    const columnSets = [{ name: '无面积', keys: ['plotNo', 'townName'] }];
    const coordinateText = { ...settings.coordinateText, perPlot: true };
    const options = {
      ...sampleOptions,
      settings: { ...settings, columnSets, columnSet: '无面积', coordinateText },
    };
    const single = await release('逐块', { options, formats: ['txt', 'csv', 'xlsx'] });
    const counted = countByPython(single.directory);
    expect(Object.fromEntries(single.files.map((file) => [file.path, stated(file)]))).toEqual(counted);
    expect(counted['图斑清单.csv']).toEqual([[12, null, null]]);
    const texts = single.files.filter(({ path }) => path.endsWith('.txt'));
    expect(texts.length).toBeGreaterThan(12);
    expect(new Set(texts.map(({ rows }) => rows))).toEqual(new Set([1]));
  });
});

describe('a release an earlier version made', () => {
  it('is made again with the words of its manifest, verifies, and is counted once a file of it is redone', async () => {
    const formats = ['csv', 'shp', 'geojson', 'towns'] as const;
    const before = await release('旧版', { formats, manifestFormat: 'tianheng-release-3' });
    const text = readFileSync(join(before.directory, 'manifest.json'), 'utf8');
    const { body, format } = await readManifest(before.directory);
    expect(format).toBe('tianheng-release-3');
    // every file with the rows of its list
    expect(new Set(body.files.map(({ list, rows }) => `${list} ${rows}`))).toEqual(
      new Set(['图斑清单 12', '可恢复图斑清单 10']),
    );
    expect(text).not.toContain('"contents"');
    expect(await verifyRelease(before.directory)).toEqual([]);

    const files = body.files.filter((file) => file.format !== 'csv');
    const kept = { directory: before.directory, body, files };
    const redone = await release('重做', { formats: ['csv'], kept });
    const fresh = await readManifest(redone.directory);
    expect(fresh.format).toBe('tianheng-release-4');
    const now = await release('新版', { formats });
    const byPath = (all: readonly WrittenFile[]) => all.map((file) => [file.path, file]).sort();
    expect(byPath(redone.files)).toEqual(byPath(now.files));
    expect(await verifyRelease(redone.directory)).toEqual([]);
  });
});
