import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, matchesGlob } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../tools/runPackageBin.ts';

interface InstallerConfig {
  readonly files: readonly string[];
  readonly asar: boolean;
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly win: { readonly target: readonly { readonly target: string; readonly arch: readonly string[] }[] };
  readonly linux: {
    readonly target: readonly { readonly target: string; readonly arch: readonly string[] }[];
  };
  readonly nsis: { readonly perMachine: boolean; readonly allowElevation: boolean };
}

// the packer's own reader and schema, so that what this test accepts is what the packer reads
const requireFromPacker = createRequire(
  createRequire(import.meta.url).resolve('electron-builder/package.json'),
);
const { load } = requireFromPacker('js-yaml') as { load: (text: string) => unknown };
const { validateConfiguration } = requireFromPacker('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (config: unknown, log: { isEnabled: boolean }) => Promise<void>;
};

describe('electron-builder.yml', () => {
  const config = load(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')) as InstallerConfig;
  let shipped: (file: string) => boolean;

  beforeAll(() => {
    shipped = (file) => {
      let isShipped = false;
      for (const pattern of config.files) {
        const isExclusion = pattern.startsWith('!');
        if (matchesGlob(file, isExclusion ? pattern.slice(1) : pattern)) isShipped = !isExclusion;
      }
      return isShipped;
    };
  });

  it('follows the packer’s schema', async () => {
    await expect(validateConfiguration(config, { isEnabled: false })).resolves.toBeUndefined();
  });

  it.each([
    'build/electron/main/main.js',
    'build/electron/preload/preload.cjs',
    'build/electron/hosts/utilityProcess.js',
    'build/electron/hosts/incidentLog.js',
    'build/electron/backend/createBackend.js',
    'build/shared/contract/backendApi.js',
    'build/renderer/index.html',
    'build/renderer/assets/index.js',
    'resources/rules/restoration-2023.json',
    'package.json',
  ])('ships %s', (file) => {
    expect(shipped(file)).toBe(true);
  });

  it.each([
    'build/electron/hosts/loopbackHttp.js',
    'build/electron/hosts/servePageFile.js',
    'build/electron/hosts/pageDirectory.js',
    'build/electron/hosts/cli.js',
    'build/electron/hosts/commandLine/serveCommand.js',
    'test/shell/journey.test.ts',
    'build/types/test/shell/journey.test.d.ts',
    'tools/bootstrap.mjs',
    'electron/main/main.ts',
    'build/electron/main/main.js.map',
    'node_modules/antd/es/index.js',
  ])('leaves out %s', (file) => {
    expect(shipped(file)).toBe(false);
  });

  it('ships every file the backend process imports from the hosts folder', () => {
    const hosts = globSync('electron/hosts/*.ts', { cwd: projectRoot });
    const entry = readFileSync(join(projectRoot, 'electron/hosts/utilityProcess.ts'), 'utf8');
    const imported = hosts.filter((file) => entry.includes(`'./${file.slice('electron/hosts/'.length)}'`));
    expect(imported.length).toBeGreaterThan(0);
    for (const file of imported) expect(shipped(`build/${file.replace(/\.ts$/, '.js')}`), file).toBe(true);
  });

  it('blows every fuse that would let another program run code in ours', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      enableCookieEncryption: true,
    });
    expect(config.asar).toBe(true);
  });

  it('installs per user on Windows, and builds what the bureaus can install', () => {
    expect(config.win.target.map(({ target }) => target)).toEqual(['nsis', 'portable']);
    expect(config.linux.target.map(({ target }) => target)).toEqual(['deb', 'AppImage']);
    for (const { arch } of config.linux.target) expect(arch).toEqual(['x64', 'arm64']);
    expect(config.nsis).toMatchObject({ perMachine: false, allowElevation: false });
  });

  it('keeps native libraries and the font outside the archive', () => {
    for (const file of [
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
      'node_modules/@img/sharp-linux-x64/lib/a.node',
      'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    ])
      expect(
        config.asarUnpack.some((pattern) => matchesGlob(file, pattern)),
        file,
      ).toBe(true);
  });
});
