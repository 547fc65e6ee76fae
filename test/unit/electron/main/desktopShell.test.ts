import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serveDesktopShell } from '../../../../electron/main/desktopShell.ts';
import { app } from '../../../shell/electronStandIn/app.ts';
import { invokeMain } from '../../../shell/electronStandIn/ipcMain.ts';

vi.mock('electron', () => import('../../../shell/electronStandIn/electronModule.ts'));

const ownPage = { origin: 'app://tianheng', isTop: true };
const requests = {
  'desktop:choose-files': { title: '选择文件', extensions: ['shp', 'gpkg'], multiple: true },
  'desktop:choose-folder': { title: '选择文件夹' },
  'desktop:show-in-folder': { path: '/home/user/project' },
};
const channels = Object.keys(requests) as (keyof typeof requests)[];

describe('the desktop shell’s channels', () => {
  beforeAll(async () => {
    await app.whenReady();
    serveDesktopShell(() => null);
  });

  it.each(channels)('%s answers its own page', async (channel) => {
    expect(await invokeMain(channel, [requests[channel]], ownPage)).toMatchObject({ ok: true });
  });

  it.each(channels)('%s refuses a frame that is not the page', async (channel) => {
    for (const frame of [
      { origin: 'app://tianheng', isTop: false },
      { origin: 'app://tianheng-evil', isTop: true },
      { origin: 'https://tianheng', isTop: true },
      { origin: 'null', isTop: true },
    ]) {
      expect(await invokeMain(channel, [requests[channel]], frame)).toMatchObject({
        ok: false,
        error: { code: 'REQUEST_INVALID' },
      });
    }
  });

  it.each(channels)('%s refuses 1,000 random requests and survives them', async (channel) => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (request) => {
        expect(await invokeMain(channel, [request], ownPage)).toMatchObject({ ok: false });
      }),
      { numRuns: 1000 },
    );
  });

  it('shows no network share: looking at one would send the user’s credentials there', async () => {
    for (const path of ['\\\\server\\share\\x', '//server/share/x', '\\/server/x', 'relative/x', '']) {
      expect(await invokeMain('desktop:show-in-folder', [{ path }], ownPage)).toMatchObject({ ok: false });
    }
  });
});
