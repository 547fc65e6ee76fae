import { afterEach, describe, expect, it, vi } from 'vitest';
import { findElectronBinary, obtainElectronBinary } from '../../../tools/electronBinary.ts';
import { findChromium } from '../../../tools/findChromium.ts';

afterEach(() => vi.unstubAllEnvs());

describe('findChromium', () => {
  it('takes the browser CHROMIUM_PATH names, and no other in its place', () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    expect(findChromium()).toBe(process.execPath);
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    expect(findChromium()).toBeNull();
  });
});

describe('obtainElectronBinary', () => {
  it('downloads nothing where that is forbidden', async () => {
    vi.stubEnv('ELECTRON_SKIP_BINARY_DOWNLOAD', '1');
    expect(await obtainElectronBinary(1)).toBe(findElectronBinary());
  });

  it.skipIf(findElectronBinary() !== null)(
    'gives up at once where the download site does not answer',
    async () => {
      vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/');
      const started = Date.now();
      expect(await obtainElectronBinary(60)).toBeNull();
      expect(Date.now() - started).toBeLessThan(5_000);
    },
  );
});
