import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseListCsv } from '../../../../../electron/backend/documents/csv.ts';
import { addPlot } from '../../../../../electron/backend/storage/project/addedPlotCommands.ts';
import { createProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { decidePlot } from '../../../../../electron/backend/storage/project/reviewCommands.ts';
import { undoReview } from '../../../../../electron/backend/storage/project/undoReview.ts';
import { openDatabase } from '../../../../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { runCommandLine } from '../../../../../electron/hosts/commandLine/runCommandLine.ts';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { addPlots, squareWkb } from '../../../../support/buildProject.ts';
import { createTestBackend } from '../../../../support/hosts.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/**
 * Five plots, one command a day from 1 January 2026, 08:00 UTC on: 1 project, 2 plots, 3 to 5 甲 judges 0001 to 0003,
 * 6 乙 judges 0001 otherwise, 7 甲 undoes 0003, 8 甲 draws a plot.
 */
async function writeProject(): Promise<string> {
  let day = 0;
  const directory = join(temporaryFolder(), 'project');
  const project = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    { clock: () => new Date(Date.UTC(2026, 0, day, 8)) },
  );
  const next = <T>(act: () => T): T => {
    day = project.database.value<number>(sql`SELECT max(sequence) + 1 FROM command_log`) ?? 0;
    return act();
  };
  next(() => addPlots(project, 5));
  const decide = (plotId: number, verdictCode: string, by: string) =>
    next(() => decidePlot(project, { plotId, verdictCode, note: `备注${plotId}`, by }));
  decide(1, 'ready', '甲');
  decide(2, 'ready', '甲');
  decide(3, 'ready', '甲');
  decide(1, 'works', '乙');
  next(() => undoReview(project, '甲'));
  const drawn = { townName: '东镇', villageName: '', landClassCode: '', remark: '', planarSquareMeters: 400 };
  next(() => addPlot(project, { ...drawn, wkb: squareWkb(501_000, 3_000_100, 20), squareMeters: 400 }, '甲'));
  project.close();
  return directory;
}

async function openClient(directory: string) {
  const backend = createTestBackend(mkdtempSync(join(tmpdir(), 'tianheng-app-')));
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory });
  return client;
}

const everyPlot = { filter: {}, offset: 0, limit: 100 };

describe('the history service', () => {
  it('shows lists, counts and plots as they stood after the 5th of January, and as they are again afterwards', async () => {
    const client = await openClient(await writeProject());
    const now = await client.call('plot.query', everyPlot);
    expect(now.rows.map(({ status, verdictCode }) => [status, verdictCode])).toEqual([
      ['judged', 'works'],
      ['judged', 'ready'],
      ['unjudged', null],
      ['unjudged', null],
      ['unjudged', null],
      ['unjudged', null],
    ]);
    const moment = await client.call('history.enter', { atUtc: '2026-01-05T12:00:00.000Z' });
    expect(moment).toMatchObject({ sequence: 5, laterCommands: 3, removedLayers: [], runKept: true });
    const then = await client.call('plot.query', everyPlot);
    // the plot that was drawn later is not there; the verdict that was undone later is
    expect(then.rows.map(({ status, verdictCode, decidedBy }) => [status, verdictCode, decidedBy])).toEqual([
      ['judged', 'ready', '甲'],
      ['judged', 'ready', '甲'],
      ['judged', 'ready', '甲'],
      ['unjudged', null, null],
      ['unjudged', null, null],
    ]);
    expect(await client.call('plot.statusCounts', {})).toMatchObject({ judged: 3, unjudged: 2 });
    expect((await client.call('project.info', {})).counts.commands).toBe(5);
    expect((await client.call('history.log', { offset: 0, limit: 1 })).rows[0]?.sequence).toBe(5);
    await client.call('history.leave', {});
    expect(await client.call('plot.query', everyPlot)).toEqual(now);
  });

  it('refuses every change with one sentence, and leaves the file as it is to the byte', async () => {
    const directory = await writeProject();
    const client = await openClient(directory);
    // what the session lock wrote on opening is in the file before it is looked at
    await client.call('project.backup', {});
    const bytes = () => [
      readFileSync(join(directory, 'project.gpkg')),
      readFileSync(join(directory, 'project.gpkg-wal')),
    ];
    const before = bytes();
    await client.call('history.enter', { sequence: 4 });
    const changes = [
      () => client.call('review.decide', { plotId: 4, verdictCode: 'ready', by: '丙' }),
      () => client.call('review.undo', { by: '甲' }),
      () => client.call('review.flag', { plotId: 1, flagged: true, by: '丙' }),
      () => client.call('ledger.move', { plotIds: [1], action: 'issue', deadline: '2026-12-31', by: '丙' }),
      () => client.call('project.settings', { edgeSplitMeters: 5, by: '丙' }),
    ];
    for (const change of changes) {
      await expect(change()).rejects.toMatchObject({
        code: 'PROJECT_IN_PAST',
        message: '正在查看以前的状态，只读，没有改动任何内容。请先返回现在，再做这一步。',
      });
    }
    expect(bytes()).toEqual(before);
    await client.call('history.leave', {});
    await client.call('review.decide', { plotId: 4, verdictCode: 'ready', by: '丙' });
  });

  it('names the plots that stand otherwise now, with who changed them last and when, also as a table', async () => {
    const client = await openClient(await writeProject());
    await client.call('history.enter', { sequence: 5 });
    const { total, rows } = await client.call('history.differences', { offset: 0, limit: 10 });
    expect(total).toBe(3);
    expect(
      rows.map(({ plotNo, past, present, by, sequence }) => [
        plotNo,
        past?.verdictCode,
        present?.verdictCode,
        by,
        sequence,
      ]),
    ).toEqual([
      ['0001', 'ready', 'works', '乙', 6],
      ['0003', 'ready', null, '甲', 7],
      [expect.any(String), undefined, null, '甲', 8],
    ]);
    const directory = temporaryFolder();
    const { files } = await client.call('history.exportDifferences', { directory, format: 'csv' });
    const table = parseListCsv(readFileSync(files[0]?.path ?? '', 'utf8'));
    expect(table).toHaveLength(5);
    expect(table[1]?.slice(0, 6)).toEqual(['0001', '东镇', expect.any(String), '0.60', '已判', '即可恢复']);
    const workbook = await client.call('history.exportDifferences', { directory, format: 'xlsx' });
    expect(workbook.files[0]?.rows).toBe(3);
  });

  it('refuses a moment before the project and a comparison without a moment', async () => {
    const client = await openClient(await writeProject());
    const early = client.call('history.enter', { atUtc: '2025-12-31T00:00:00.000Z' });
    await expect(early).rejects.toMatchObject({ code: 'MOMENT_UNKNOWN' });
    const without = client.call('history.differences', { offset: 0, limit: 1 });
    await expect(without).rejects.toMatchObject({ code: 'MOMENT_NOT_CHOSEN' });
  });

  it('finds rows of the log by plot, person, kind, time and text', async () => {
    const client = await openClient(await writeProject());
    const found = async (filter: object) =>
      (await client.call('history.log', { filter, offset: 0, limit: 100 })).rows.map(
        ({ sequence }) => sequence,
      );
    expect(await found({ plotId: 1 })).toEqual([6, 3]);
    expect(await found({ by: '乙' })).toEqual([6]);
    expect(await found({ kind: 'review.undo' })).toEqual([7]);
    expect(await found({ fromUtc: '2026-01-04T00:00:00Z', toUtc: '2026-01-05T23:00:00Z' })).toEqual([5, 4]);
    expect(await found({ text: '0002' })).toEqual([4]);
    expect(await found({ text: '备注3' })).toEqual([7, 5]);
  });
});

/** Changes one byte of a row past the triggers, as somebody with an SQLite editor would. */
function tamper(directory: string): void {
  const db = openDatabase(join(directory, 'project.gpkg'));
  db.script('DROP TRIGGER command_log_no_update');
  db.run(sql`UPDATE command_log SET new_value = replace(new_value, '备注2', '备注9') WHERE sequence = 4`);
  db.close();
}

describe('the audit log', () => {
  it('verifies, and names the row in which one byte was changed', async () => {
    const directory = await writeProject();
    const client = await openClient(directory);
    expect(await client.call('history.verify', {})).toMatchObject({ ok: true, rows: 8, broken: null });
    await client.call('project.close', {});
    tamper(directory);
    await client.call('project.open', { directory });
    const { ok, broken } = await client.call('history.verify', {});
    expect(ok).toBe(false);
    expect(broken).toMatchObject({ sequence: 4, why: 'changed', row: { plotNo: '0002', by: '甲' } });
  });
});

describe('the command line', () => {
  async function run(...words: string[]) {
    const texts: string[] = [];
    const outputs = { out: (text: string) => texts.push(text), error: (text: string) => texts.push(text) };
    const code = await runCommandLine(words, outputs, new AbortController().signal);
    return { code, text: texts.join('') };
  }

  it('lists as of a moment with --at, tells what changed since, and refuses to change', async () => {
    const directory = await writeProject();
    const list = await run('review', 'list', directory, '--status', 'judged', '--at', '5', '--json');
    expect(JSON.parse(list.text)).toMatchObject({ total: 3 });
    const at = await run('project', 'at', directory, '5', '--json');
    expect(JSON.parse(at.text)).toMatchObject({ moment: { sequence: 5 }, counts: { judged: 3 }, total: 3 });
    const set = await run(
      'review',
      'set',
      directory,
      '0004',
      '--verdict',
      'ready',
      '--by',
      '丙',
      '--at',
      '5',
    );
    expect(set).toMatchObject({ code: 2, text: expect.stringContaining('code: PROJECT_IN_PAST') });
    const wrong = await run('project', 'at', directory, '2026-02-30');
    expect(wrong).toMatchObject({ code: 2, text: expect.stringContaining('不是时点') });
  });

  it('names a row that was tampered with', async () => {
    const directory = await writeProject();
    tamper(directory);
    const { code, text } = await run('project', 'check', directory);
    expect(code).toBe(1);
    expect(text).toContain('LOG_CHAIN_BROKEN  command_log:4  changed');
  });
});
