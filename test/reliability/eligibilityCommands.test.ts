import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFileName } from '../../electron/backend/storage/project/openProject.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import { writeSmallCounty } from '../support/writeSmallCounty.ts';
import { writeTediousCounty } from '../support/writeTediousCounty.ts';

const root = join(import.meta.dirname, '../..');
const folder = suiteFolder('eligibility');
const project = join(folder, 'project');

function cli(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'electron/hosts/cli.ts'), ...words], {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, TIANHENG_HOME: join(folder, 'home') },
  });
}

function json(...words: string[]): Record<string, unknown> {
  return JSON.parse(cli(...words, '--json').stdout) as Record<string, unknown>;
}

const clause =
  '对25度以上坡地、公益林地、生态保护红线、饮用水水源一级保护区、河湖范围内、自然保护地、林地一张图范围等不符合耕地流入要求的，不得纳入耕地恢复补充成果验收。';

describe('the command line of eligibility', () => {
  beforeAll(async () => {
    await writeSmallCounty(project);
    expect(cli('eligibility', 'run', project, '--rules', 'restoration-2023', '--workers', '1').status).toBe(
      0,
    );
  });

  it('answers why a plot is only 3.60 亩: what was taken, by which layer, by which words', () => {
    const { status, stdout } = cli('eligibility', 'plot', project, 'A');
    expect(status).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trim());
    expect(lines).toContain('图斑面积　4000.00 平方米　6.00 亩');
    const slope = lines.indexOf('− 25度以上坡地　1200.00 平方米　1.80 亩');
    expect(lines.slice(slope + 1, slope + 4)).toEqual([
      '图层 坡度图，2 片，与该图层重叠共 1.80 亩',
      '来源要素：坡度图 第 1 个',
      `依据：达州高新技术产业园区党政办公室《达州高新区2023年耕地恢复实施方案》（2023年6月20日印发） 三、（二）验收确认阶段：“${clause}”`,
    ]);
    expect(lines).toContain('− 生态保护红线　400.00 平方米　0.60 亩');
    expect(lines).toContain('来源要素：红线 第 1 个（BSM 361124000000000017）');
    expect(lines).toContain('= 可恢复净面积（测算）　2400.00 平方米　3.60 亩');
    expect(stdout).toContain('结论：部分可恢复　X01 25度以上坡地、X02 生态保护红线、C 恢复属性 C');
    // the recorded 3980 m² are 0.995 of the plot: 2400 × 0.995 = 2388
    expect(lines).toContain('对照：平面 无；台账 3980.00 平方米 5.97 亩');
    expect(lines).toContain('按台账面积平差：净面积 2388.00 平方米 3.58 亩（各部分之和等于台账面积）');
    expect(lines).toContain('口径：耕地恢复（达州高新区2023年实施方案） 2023.2');
    // the printed policy itself has these words
    const policy = readFileSync(join(root, 'resources/rules/restoration-2023.json'), 'utf8');
    expect(policy).toContain(clause);
  });

  it('is given up by Ctrl-C: the project is as before', async () => {
    const tedious = join(folder, 'tedious');
    await writeTediousCounty(tedious);
    const words = ['eligibility', 'run', tedious, '--workers', '1', '--json'];
    const child = spawn(process.execPath, [join(root, 'electron/hosts/cli.ts'), ...words], {
      env: { ...process.env, TIANHENG_HOME: join(folder, 'home') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const lock = openDatabase(join(tedious, projectFileName), { readOnly: true });
    await expect
      .poll(() => lock.value<number>(sql`SELECT pid FROM session_lock`), { timeout: 90_000 })
      .toBe(child.pid);
    lock.close();
    child.kill('SIGINT');
    await once(child, 'close');
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'OPERATION_CANCELLED' } });
    expect(json('eligibility', 'runs', tedious)).toEqual({ runs: [] });
    expect(json('project', 'check', tedious)).toMatchObject({ ok: true });
  });

  it('tries a 口径, keeps it by name, adopts it, and says what it changed', () => {
    const tried = json(
      'eligibility',
      'whatif',
      project,
      '--without',
      'E01',
      '--min-net',
      '0',
      '--save',
      '试点',
    );
    // A 4000 − 600 = 5.10 亩, B 6.00, C 0.45
    expect(tried).toMatchObject({ netMu: 11.55, changedPlots: 2 });
    expect(json('eligibility', 'runs', project).runs).toHaveLength(1);
    expect(cli('scenario', 'rename', project, '试点', '不扣坡度').status).toBe(0);
    expect(json('scenario', 'list', project)).toMatchObject({ scenarios: [{ name: '不扣坡度' }] });
    const adopted = json('eligibility', 'adopt', project, '--scenario', '不扣坡度');
    expect(adopted).toMatchObject({
      netMu: 11.55,
      adjustment: { without: ['E01'], minimumNetSquareMeters: 0, scenarioName: '不扣坡度' },
    });
    // and the bill says by what its number came about
    expect(cli('eligibility', 'plot', project, 'A').stdout).toContain(
      '，采用沙盘口径“不扣坡度”：停用 E01；最小净面积不限',
    );
    const compared = cli('eligibility', 'compare', project);
    expect(compared.stdout).toContain('净面积 9.60 → 11.55 亩，相差 1.95 亩；改变 2 块。');
    expect(compared.stdout).toContain('C　不可恢复 → 部分可恢复　0.00 → 0.45 亩');
    expect(cli('scenario', 'remove', project, '不扣坡度').status).toBe(0);
    const missing = cli('eligibility', 'whatif', project, '--scenario', '不扣坡度');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('没有名为“不扣坡度”的口径方案。');
  });

  it('takes a rule set in from a file and says how it differs', () => {
    const file = join(folder, '本地.json');
    expect(cli('rules', 'export', 'restoration-2023', file).status).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(cli('rules', 'import', project, file).status).toBe(2);
    const copy = join(folder, '副本.json');
    const edited = { ...JSON.parse(text), id: 'local', version: '2026.1', disabled: ['E05'] };
    writeFileSync(copy, JSON.stringify(edited));
    expect(cli('rules', 'import', project, copy).stdout).toContain('已存入项目：local 2026.1。');
    const diff = cli('rules', 'diff', 'restoration-2023', 'local', '--project', project);
    expect(diff.stdout.split('\n')).toEqual(
      expect.arrayContaining(['  编号：restoration-2023 → local', '停用 E05 河湖范围内']),
    );
  });
});
