// First step of every npm script: `node tools/bootstrap.mjs SCRIPT ARGS…`.
// Installs the locked dependencies where they are missing, then runs SCRIPT on the project's own Node 24.
// The only file that may run on the system's Node (20 or newer): no dependency, no TypeScript, no newer syntax.
// It says everything on standard error, because standard output belongs to the script.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.tianheng-install');
const projectNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const oldestNode = 24;

const [script, ...args] = process.argv.slice(2);
if (script === undefined) stop('usage: node tools/bootstrap.mjs SCRIPT [ARGUMENT…]');
if (majorVersion() < 20) stop(`Node ${process.versions.node} is too old: Node 20 or newer is needed.`);

if (!isInstalled()) install();

const scriptPath = resolve(root, script);
if (majorVersion() >= oldestNode) {
  // npm puts node_modules/.bin first on PATH, so from the second run on this is the project's Node already
  process.argv.splice(1, 2, scriptPath);
  await import(pathToFileURL(scriptPath).href);
} else {
  if (!existsSync(projectNode)) {
    stop(
      `Node ${oldestNode} is not at ${projectNode}: install scripts may be switched off in your npm settings.\n` +
        'Run `npm rebuild node`, or install Node 24 yourself, and try again.',
    );
  }
  handOver();
}

function majorVersion() {
  return Number(process.versions.node.split('.')[0]);
}

/** True when node_modules holds exactly what package-lock.json says; a stamp makes the second look cheap. */
function isInstalled() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const fingerprint = createHash('sha256').update(lockText).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return true;
  // npm's own record of what it installed: true after a plain `npm ci` or `npm install` too
  const installedFile = join(modules, '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  for (const [path, wanted] of Object.entries(JSON.parse(lockText).packages)) {
    if (path === '' || wanted.optional || wanted.devOptional) continue;
    if (installed[path] === undefined || installed[path].version !== wanted.version) return false;
  }
  writeFileSync(stampFile, fingerprint);
  return true;
}

function install() {
  say('Installing dependencies (npm ci); needed once, a minute or two …');
  const started = Date.now();
  // npm_execpath is the npm that started us; without it (plain `node tools/bootstrap.mjs`) the one on PATH
  const npm = process.env.npm_execpath;
  const options = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', options, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    stop(
      'npm ci failed (its own message is above). Check the network or the npm registry setting\n' +
        '(`npm config get registry`) and run the same command again.',
    );
  }
  if (!isInstalled()) stop('npm ci ended, but node_modules does not match package-lock.json.');
  say(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function handOver() {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(projectNode), join(modules, '.bin'), process.env.PATH].join(separator);
  const child = spawn(projectNode, [scriptPath, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  // a terminal sends Ctrl-C to the child as well; here we only wait for it to end in its own way
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}
