import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The two sizes every screen has to be looked at in. */
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
];

/** Takes pictures of the window at both sizes where SCREENSHOTS names a folder; does nothing else. */
export async function photographWindow(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    // the map draws its tiles for the new size
    await page.waitForTimeout(1_200);
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) });
  }
  if (before !== null) await page.setViewportSize(before);
}
