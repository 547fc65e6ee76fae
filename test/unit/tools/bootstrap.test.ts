import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../tools/runPackageBin.ts';

// stands in for npm: notes each call, and "installs" what the lock file says
const fakeNpm = `
  const { appendFileSync, copyFileSync, mkdirSync } = require('node:fs');
  appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
  console.log('noise of npm');
  if (process.env.FAKE_NPM_FAILS) process.exit(1);
  mkdirSync('node_modules', { recursive: true });
  copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

describe('tools/bootstrap.mjs', () => {
  let folder = '';
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const lock = (version: string) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } },
    });
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['tools/bootstrap.mjs', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: join(folder, 'npm.cjs'), ...env },
    });
  const npmCalls = () =>
    existsSync(join(folder, 'calls.txt'))
      ? readFileSync(join(folder, 'calls.txt'), 'utf8').trim().split('\n').length
      : 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tianheng-bootstrap-'));
    mkdirSync(join(folder, 'tools'));
    copyFileSync(join(projectRoot, 'tools', 'bootstrap.mjs'), join(folder, 'tools', 'bootstrap.mjs'));
    write('npm.cjs', fakeNpm);
    write('package-lock.json', lock('1.0.0'));
    write('script.mjs', 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('installs once, then runs the script with its arguments, exit code and a clean standard output', () => {
    const first = run(['script.mjs', 'area', '--json']);
    expect(first).toMatchObject({ status: 7, stdout: '["area","--json"]\n' });
    expect(first.stderr).toContain('npm ci');
    expect(readFileSync(join(folder, 'calls.txt'), 'utf8')).toMatch(/^ci /);

    const second = run(['script.mjs']);
    expect(second).toMatchObject({ status: 7, stdout: '[]\n', stderr: '' });
    expect(npmCalls()).toBe(1);
  });

  it('installs again where the lock file wants another version', () => {
    run(['script.mjs']);
    write('package-lock.json', lock('1.1.0'));
    run(['script.mjs']);
    expect(npmCalls()).toBe(2);
  });

  it('takes an installation somebody made with npm itself, optional packages present or not', () => {
    mkdirSync(join(folder, 'node_modules'));
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    );
    expect(run(['script.mjs']).status).toBe(7);
    expect(npmCalls()).toBe(0);
  });

  it('says what to do where the installation fails, and does not run the script', () => {
    const result = run(['script.mjs'], { FAKE_NPM_FAILS: '1' });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain('registry');
  });
});
