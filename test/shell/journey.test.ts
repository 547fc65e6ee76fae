import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectronBinary } from '../../tools/electronBinary.ts';
import { projectRoot } from '../../tools/runPackageBin.ts';
import { describeWhenAvailable } from '../support/availability.ts';
import { buildSmallSample } from './buildSmallSample.ts';
import type { DesktopApp, LaunchOptions } from './DesktopApp.ts';
import { launchElectron } from './launchElectron.ts';
import { launchStandIn } from './launchStandIn.ts';

const electron = findElectronBinary();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
let applicationDirectory = '';

beforeAll(async () => {
  applicationDirectory = mkdtempSync(join(tmpdir(), 'tianheng-journey-'));
  await buildSmallSample(applicationDirectory);
});
afterAll(() => rmSync(applicationDirectory, { recursive: true, force: true }));

describe('the built desktop app on the stand-in for Electron', () => {
  journey((options) => launchStandIn(options));
});

describeWhenAvailable(
  'the built desktop app on a real Electron',
  { 'an Electron binary': electron !== null, 'a display': hasDisplay },
  () => journey((options) => launchElectron(electron ?? '', options)),
);

/** Open the sample, select a plot, see its bill, survive a dead backend, quit. */
function journey(launch: (options: LaunchOptions) => Promise<DesktopApp>): void {
  let app: DesktopApp;
  beforeAll(async () => {
    app = await launch({ appFolder: projectRoot, applicationDirectory, args: ['--sample'] });
  });
  afterAll(() => app?.stop());

  const queue = () => app.page.getByRole('listbox', { name: '图斑列表' });
  const bill = () => app.page.getByText('可恢复净面积');

  it('opens the sample county', async () => {
    await queue().getByRole('option').first().waitFor();
    expect(await app.page.getByText('示例县').first().isVisible()).toBe(true);
  });

  it('shows the area bill of a plot that is selected', async () => {
    const row = queue().getByRole('option').nth(2);
    await row.click();
    await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
    await bill().waitFor();
  });

  it('draws the map from tiles that came through the port', async () => {
    const canvases = app.page.locator('canvas');
    await canvases.first().waitFor();
    expect(await canvases.count()).toBeGreaterThan(0);
  });

  it('gives the page nothing of Node or Electron but the desktop shell', async () => {
    const found = await app.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
    expect(await app.page.evaluate(() => Object.keys(window.tianhengDesktop ?? {}).sort())).toEqual([
      'chooseFiles',
      'chooseFolder',
      'kind',
      'showInFolder',
    ]);
  });

  it('asks for files through the desktop’s own dialog', async () => {
    await app.answerNextDialog(['/data/plots.shp']);
    const chosen = await app.page.evaluate(() =>
      window.tianhengDesktop?.chooseFiles({ title: '选择', extensions: ['shp'], multiple: true }),
    );
    expect(chosen).toEqual(['/data/plots.shp']);
  });

  it('has nothing to complain about until then: no page error, no broken policy', () => {
    expect(app.complaints).toEqual([]);
  });

  it('lets the page go nowhere else', async () => {
    const before = app.page.url();
    await app.page.evaluate(() => {
      window.location.href = 'https://example.com/';
    });
    await app.page.evaluate(() => window.open('https://example.com/', '_blank')?.closed);
    await expect.poll(() => app.page.context().pages().length).toBe(1);
    expect(app.page.url()).toBe(before);
    expect(
      await app.page.evaluate(() =>
        fetch('https://example.com/').then(
          () => 'went',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
    const permission = await app.page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }));
    expect(permission.state ?? 'denied').not.toBe('granted');
  });

  it('says at once that the backend has died, and has the project back after loading again', async () => {
    await app.killBackend();
    await app.page.getByText('BACKEND_UNAVAILABLE').waitFor();
    await app.page.reload();
    await queue().getByRole('option').first().click();
    await bill().waitFor();
  });

  it('quits with its window, the backend closed in order', async () => {
    expect(await app.closeWindow()).toBe(0);
  });
}
