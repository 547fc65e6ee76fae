import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolvePageFile } from '../../../../electron/main/resolvePageFile.ts';

// folder ─┬─ renderer ─┬─ index.html
//         │            ├─ assets/app.js
//         │            ├─ leak.html ──────────→ ../secret.txt
//         │            └─ out ────────────────→ ../renderer-evil
//         ├─ renderer-evil/index.html
//         └─ secret.txt
let folder = '';
let root = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tianheng-page-')));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-evil'));
  for (const file of [
    'renderer/index.html',
    'renderer/assets/app.js',
    'renderer-evil/index.html',
    'secret.txt',
  ])
    writeFileSync(join(folder, file), file);
  symlinkSync(join(folder, 'secret.txt'), join(root, 'leak.html'));
  symlinkSync(join(folder, 'renderer-evil'), join(root, 'out'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ups = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '..%00',
  '...',
  '.. ',
  '%2e%2e%20',
  '..;',
  '..%c0%af',
];
const separators = ['/', '%2f', '%2F', '\\', '%5c', '%5C', '//', '/./', '%255c', '%252f'];
const goals = ['secret.txt', 'renderer-evil/index.html'];
const spellings = [
  ...ups.flatMap((up) => separators.flatMap((separator) => goals.map((goal) => `/${up}${separator}${goal}`))),
  ...ups.map((up) => `/assets/${up}/${up}/secret.txt`),
  '//secret.txt',
  '//server/share/secret.txt',
  '/%5c%5cserver%5cshare%5csecret.txt',
  '/\\\\server\\share',
  '/C:/Windows/win.ini',
  '/c%3a/Windows/win.ini',
  '/C%3A%5CWindows%5Cwin.ini',
  '/etc/passwd',
  '//etc/passwd',
  '/file:///etc/passwd',
  '/index.html%00.js',
  '/index.html\u0000',
  '/index.html:$DATA',
  '/index.html::$DATA',
  '/index.html.',
  '/index.html%20',
  '/index.html/',
  '/index.html/..',
  '/assets',
  '/assets/',
  '/assets/.',
  '/assets/..',
  '/./index.html',
  '/leak.html',
  '/out/index.html',
  '/out',
  '/%',
  '/%zz',
  '/%u002e%u002e/secret.txt',
  '/%ff%fe',
  '',
  'index.html',
  '../secret.txt',
  '/..',
  '/.',
  '/?/../secret.txt',
  '/~root/secret.txt',
  '/%7eroot',
  '/index.html%0d%0aX: y',
  '/CON',
  '/nul.txt',
];

describe('resolvePageFile', () => {
  it('serves the page and its files', async () => {
    expect(await resolvePageFile(root, '/')).toBe(join(root, 'index.html'));
    expect(await resolvePageFile(root, '/index.html')).toBe(join(root, 'index.html'));
    expect(await resolvePageFile(root, '/assets/app.js')).toBe(join(root, 'assets', 'app.js'));
    expect(await resolvePageFile(root, '/assets/%61pp.js')).toBe(join(root, 'assets', 'app.js'));
  });

  it(`refuses ${spellings.length} spellings of an address outside its folder`, async () => {
    expect(spellings.length).toBeGreaterThanOrEqual(200);
    for (const spelling of spellings) expect(await resolvePageFile(root, spelling), spelling).toBeNull();
  });

  it('refuses what the URL parser makes of them too', async () => {
    for (const spelling of spellings) {
      const url = URL.parse(`app://tianheng${spelling.startsWith('/') ? '' : '/'}${spelling}`);
      if (url === null || url.host !== 'tianheng') continue;
      const file = await resolvePageFile(root, url.pathname);
      // a parser may fold dot segments into an address that exists: then it lies inside the folder
      if (file !== null) expect(file.startsWith(root + sep), `${spelling} → ${file}`).toBe(true);
    }
  });
});
