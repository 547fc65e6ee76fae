import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeWhenAvailable, hasProgram } from '../support/availability.ts';
import { suiteFolder } from '../support/suiteFolder.ts';

interface DemoReport {
  releaseDir: string;
  projectDir: string;
  plots: number;
  eligible: { netSquareMeters: number; netMu: number; plots: number };
  files: { path: string; rows: number | null; netMu: number | null }[];
  verified: boolean;
}

const root = join(import.meta.dirname, '../..');
const folder = suiteFolder('demo');
let demo: DemoReport;

/** Runs the command line as a script would. */
function cli(words: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'electron/hosts/cli.ts'), ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, TIANHENG_HOME: join(folder, 'home') },
  });
}

beforeAll(() => {
  const run = cli(['demo', folder, '--json']);
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  demo = JSON.parse(run.stdout) as DemoReport;
});

describe('the demo', () => {
  it('takes the sample county from source files to a release that verifies', () => {
    expect(demo.plots).toBe(2220);
    expect(demo.verified).toBe(true);
    expect(demo.eligible.plots).toBeGreaterThan(1000);
    // the run, the full list and the list of eligible plots print one number
    const printed = demo.files.map((file) => file.netMu).filter((mu) => mu !== null);
    expect(printed.length).toBeGreaterThan(10);
    expect(new Set([...printed, demo.eligible.netMu]).size).toBe(1);
    // and it is the sum of rounded plots: half a hundredth each at most
    const exactMu = demo.eligible.netSquareMeters * 0.0015;
    expect(Math.abs(demo.eligible.netMu - exactMu)).toBeLessThan(0.005 * demo.eligible.plots);
  });

  it('leaves a project that checks clean', () => {
    const run = cli(['project', 'check', demo.projectDir, '--json']);
    expect(JSON.parse(run.stdout)).toEqual({ ok: true, findings: [] });
    expect(run.status).toBe(0);
  });

  it('says which cell of which file was changed after the release', () => {
    const list = join(demo.releaseDir, '图斑清单.csv');
    const text = readFileSync(list, 'utf8');
    const changed = text.replace(/(\r\n3,[^\r]*?),(\d+\.\d\d),/, '$1,999.99,');
    expect(changed).not.toBe(text);
    writeFileSync(list, changed);
    const run = cli(['release', 'verify', demo.releaseDir, '--json']);
    const report = JSON.parse(run.stdout) as {
      ok: boolean;
      findings: { file: string; where: string; found: string }[];
    };
    expect(run.status).toBe(1);
    expect(report.findings).toEqual([
      expect.objectContaining({
        file: '图斑清单.csv',
        // the ninth column of the fourth line, as a spreadsheet names it
        where: expect.stringContaining('I4'),
        found: '999.99',
      }),
    ]);
    writeFileSync(list, text);
  });
});

describeWhenAvailable('the released list in GDAL', { ogrinfo: hasProgram('ogrinfo') }, () => {
  it.each(['图斑清单.gpkg', '可恢复图斑清单.gpkg', '图斑清单.shp'])(
    '%s has the rows and the sum of the report',
    (name) => {
      const file = join(demo.releaseDir, name);
      const table = name.endsWith('.shp') ? name.replace('.shp', '') : 'list';
      const text = execFileSync(
        'ogrinfo',
        ['-q', '-dialect', 'sqlite', '-sql', `SELECT count(*) AS n, sum(KHFMJ) AS s FROM "${table}"`, file],
        { encoding: 'utf8' },
      );
      const report = demo.files.find((written) => written.path === name);
      expect(Number(/n \(Integer\w*\) = (\d+)/.exec(text)?.[1])).toBe(report?.rows);
      expect(Number(/s \(Real\) = ([\d.]+)/.exec(text)?.[1])).toBeCloseTo(report?.netMu ?? Number.NaN, 6);
    },
  );
});

describeWhenAvailable('the released list in LibreOffice', { soffice: hasProgram('soffice') }, () => {
  it('has the rows and the sum of the report, and keeps ids as text', () => {
    const profile = `-env:UserInstallation=file://${join(folder, 'office')}`;
    execFileSync(
      'soffice',
      [
        profile,
        '--headless',
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true',
        '--outdir',
        folder,
        join(demo.releaseDir, '可恢复图斑清单.xlsx'),
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    const csv = join(folder, '可恢复图斑清单.csv');
    expect(existsSync(csv)).toBe(true);
    const lines = readFileSync(csv, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    // title, unit line, two rows of column titles: the deductions are grouped
    const titles = lines[2] ?? [];
    const netPlace = titles.indexOf('可恢复净面积');
    const data = lines.slice(4, -1);
    const report = demo.files.find((written) => written.path === '可恢复图斑清单.xlsx');
    expect(data.length).toBe(report?.rows);
    const cents = data.reduce((sum, cells) => sum + Math.round(Number(cells[netPlace]) * 100), 0);
    expect(cents / 100).toBe(report?.netMu);
    expect(Number(lines.at(-1)?.[netPlace])).toBe(report?.netMu);
    expect(data.every((cells) => /^\d{13,19}$/.test(cells[1] ?? ''))).toBe(true);
  });
});
