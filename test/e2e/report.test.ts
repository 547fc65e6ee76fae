import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photographWindow } from '../support/photographWindow.ts';
import { coarse, serveSample } from '../support/serveSample.ts';
import { suiteFolder } from '../support/suiteFolder.ts';

const patient = { timeout: 120_000 };
const size = { width: 1366, height: 768, scale: coarse };
const sample = serveSample();

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const preview = (page: Page) => section(page, '预览');
/** Opens the preview of a product with the mouse and waits until it is made. */
async function look(page: Page, product: RegExp): Promise<void> {
  await section(page, '成果种类').getByRole('button', { name: product }).click();
  await made(page);
}
async function made(page: Page): Promise<void> {
  await preview(page).waitFor(patient);
  await page.getByText('正在生成预览…').waitFor({ state: 'detached', ...patient });
}

describe('handing up in the window', () => {
  it('shows before it is made what each kind of product will be', () =>
    sample.inSameWindow(size, async (window) => {
      const { page } = window;
      await window.mode('出件').click();
      const { total } = await sample.client().call('plot.query', { offset: 0, limit: 1 });

      await look(page, /^预览 图斑卡片/);
      const card = page.getByRole('img', { name: /图斑卡片.*第一页/ });
      await card.waitFor(patient);
      expect(await card.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(800);
      await photographWindow(page, 'report-card');

      await look(page, /^预览 Shapefile/);
      const fields = section(page, 'Shapefile 字段');
      expect(await fields.getByRole('row', { name: /^图斑编号 TBBH 文本/ }).count()).toBe(1);
      await photographWindow(page, 'report-fields');

      await look(page, /^预览 核算报告/);
      const paper = page.getByRole('article', { name: /核算报告.*第一页/ });
      await paper.getByText('耕地恢复潜力核算报告').waitFor(patient);
      expect(await paper.textContent()).toContain(`图斑共${total}块`);
      await paper.getByRole('img', { name: '插图' }).waitFor(patient);
      await photographWindow(page, 'report-paper');

      // on to the list of what may be restored, then to the next product, and back to the map
      await look(page, /^预览 Excel 清单/);
      expect(await section(page, '清单').textContent()).toContain('列出前 30 行');
      const townSums = () => section(page, '分乡镇汇总').locator('.preview-total').textContent();
      const all = await townSums();
      await page.getByRole('button', { name: '可恢复图斑', exact: true }).click();
      await made(page);
      expect(await townSums()).not.toBe(all);
      await page.getByRole('button', { name: '下一种成果' }).click();
      await made(page);
      expect(await preview(page).textContent()).toContain('CSV 清单');
      await page.keyboard.press('Escape');
      await preview(page).waitFor({ state: 'detached' });
      // the keyboard goes on at the product that was looked at, and opens it with Enter
      const csv = page.getByRole('checkbox', { name: /^CSV 清单/ });
      await expect.poll(() => csv.evaluate((box) => box === document.activeElement), patient).toBe(true);
      await page.keyboard.press('Enter');
      await made(page);
      expect(await preview(page).textContent()).toContain('CSV 清单');
      await window.mode('判读').click();
    }));

  it('keeps with the project who signs, sets of columns, and how coordinate files look', () =>
    sample.inSameWindow(size, async (window) => {
      const { page } = window;
      const settings = () => sample.client().call('handUp.settings', {});
      await window.mode('出件').click();
      const form = section(page, '出件设置');
      await form.getByRole('textbox', { name: '落款单位' }).fill('示例县自然资源局');
      await form.getByRole('textbox', { name: '落款单位' }).press('Enter');
      await expect.poll(async () => (await settings()).bureauName, patient).toBe('示例县自然资源局');

      const columns = form.getByRole('combobox', { name: '方案中的列' });
      for (const title of ['乡镇', '图斑编号']) {
        await columns.fill(title);
        await page
          .getByRole('option', { name: title, exact: true })
          .waitFor({ state: 'attached', ...patient });
        await columns.press('Enter');
      }
      await columns.press('Escape');
      await form.getByRole('textbox', { name: '方案名称' }).fill('上报版');
      await form.getByRole('button', { name: '保存方案' }).click();
      await expect
        .poll(async () => (await settings()).columnSets, patient)
        .toEqual([{ name: '上报版', keys: ['townName', 'plotNo'] }]);
      await look(page, /^预览 Excel 清单/);
      await expect
        .poll(() => section(page, '清单').getByRole('columnheader').allTextContents(), patient)
        .toEqual(['乡镇', '图斑编号']);
      const remove = form.getByRole('button', { name: /^删\s*除$/ });
      await remove.click();
      await expect.poll(async () => (await settings()).columnSets, patient).toEqual([]);

      const persons = form.getByRole('checkbox', { name: /^含责任人/ });
      expect(await persons.isChecked()).toBe(false);
      await persons.check();
      await expect.poll(async () => (await settings()).personalData, patient).toBe(true);
      await form.getByRole('checkbox', { name: /^12 项/ }).uncheck();
      await expect.poll(async () => (await settings()).coordinateText.forms, patient).toEqual([8]);
      await form.getByRole('checkbox', { name: '点号带 J' }).uncheck();
      await expect
        .poll(async () => (await settings()).coordinateText, patient)
        .toMatchObject({ forms: [8], pointPrefix: false });
      await look(page, /^预览 坐标文件/);
      const text = (await page.locator('.preview-lines').allTextContents()).join('\n');
      expect(text).toContain('[地块坐标]');
      expect(text).toMatch(/^1,1,\d{7}\.\d{3},\d{8}\.\d{3}$/m);
      await photographWindow(page, 'report-settings');

      const template = join(suiteFolder('template'), '本局模板.docx');
      const words = new Paragraph('{{项目名称}}共{{图斑块数}}块，特此报告。');
      writeFileSync(template, await Packer.toBuffer(new Document({ sections: [{ children: [words] }] })));
      await form.getByRole('textbox', { name: '报告模板' }).fill(template);
      await form.getByRole('button', { name: '使用此模板' }).click();
      await form.getByText('模板含 2 个占位符').waitFor(patient);
      await look(page, /^预览 自定义报告/);
      const { total } = await sample.client().call('plot.query', { offset: 0, limit: 1 });
      const own = page.getByRole('article', { name: /自定义报告.*第一页/ });
      await own.getByText(`共${total}块，特此报告。`).waitFor(patient);
      await page.keyboard.press('Escape');
      await preview(page).waitFor({ state: 'detached' });
      await window.mode('判读').click();
    }));

  it('gives up a release without a trace, seals one by key, names what was changed in it, remakes and rebuilds it, and never writes over it', () =>
    sample.inSameWindow(size, async (window) => {
      const { page } = window;
      const folder = suiteFolder('handup');
      const target = join(folder, '第一次');
      await window.mode('出件').click();
      const products = section(page, '成果种类');
      await products.getByRole('checkbox', { name: '空间数据' }).check();
      for (const group of ['空间数据', '报告与表单', '图件']) {
        const all = products.getByRole('checkbox', { name: group, exact: true });
        // a group of which some are chosen takes the rest first
        await all.check();
        await all.uncheck();
      }
      await section(page, '出件勾稽').getByRole('textbox', { name: '成果文件夹' }).fill(target);
      // a card for each of thousands of plots takes minutes: time enough to think better of it
      await products.getByRole('checkbox', { name: /^图斑卡片/ }).check();
      await page.keyboard.press('Control+KeyE');
      await section(page, '出件勾稽').getByRole('button', { name: '取消' }).click(patient);
      await section(page, '已取消').waitFor(patient);
      expect(readdirSync(folder)).toEqual([]);
      await products.getByRole('checkbox', { name: /^图斑卡片/ }).uncheck();

      await page.keyboard.press('Control+KeyE');
      await page.getByText('发布的成果').waitFor(patient);
      await page.getByText('全部文件的块数、面积与校验清单一致').waitFor();
      expect(readdirSync(target)).toContain('图斑清单_统计表.xlsx');
      expect(existsSync(join(target, 'manifest.json'))).toBe(true);
      const releases = section(page, '已有成果');
      await releases
        .getByRole('listitem', { name: '第一次', exact: true })
        .getByText('已封签')
        .waitFor(patient);
      await photographWindow(page, 'report-released');

      await section(page, '出件勾稽').getByRole('button', { name: '发布成果' }).click();
      await page.getByText(/已存在，未覆盖/).waitFor(patient);

      await products.getByRole('checkbox', { name: '表格', exact: true }).uncheck();
      await products.getByRole('checkbox', { name: /^进展通报/ }).check();
      await releases.getByRole('button', { name: '重做所选 第一次' }).click();
      await page.getByText('重做后的成果').waitFor(patient);
      expect(readdirSync(target)).toEqual(
        expect.arrayContaining(['图斑清单_通报.docx', '图斑清单_统计表.xlsx']),
      );

      await releases.getByRole('button', { name: '原样重建 第一次' }).click();
      await page.getByText('重建的成果').waitFor(patient);
      const rebuilt = releases.getByRole('listitem', { name: '第一次_重建', exact: true });
      await rebuilt.getByText('原样重建', { exact: true }).first().waitFor(patient);
      await rebuilt.getByText('与“第一次”逐字节相同').waitFor(patient);

      const csv = join(target, '图斑清单.csv');
      const lines = readFileSync(csv, 'utf8').split('\r\n');
      // the second plot's village, column D of line 3
      lines[2] = (lines[2] ?? '').replace(/^((?:[^,]*,){3})[^,]*/, '$1别的村');
      writeFileSync(csv, lines.join('\r\n'));
      await releases.getByRole('button', { name: '校验 第一次', exact: true }).click();
      const difference = section(page, '图斑清单.csv');
      await difference.getByText('表 D3“村”').waitFor(patient);
      expect(await difference.textContent()).toContain('实为 别的村');
      await releases
        .getByRole('listitem', { name: '第一次', exact: true })
        .getByText('有改动')
        .waitFor(patient);
      await photographWindow(page, 'report-differences');

      // one plot's row only, without a seal
      await products.getByRole('checkbox', { name: /^进展通报/ }).uncheck();
      await products.getByRole('checkbox', { name: /^CSV 清单/ }).check();
      const handUp = section(page, '出件勾稽');
      await products.getByRole('checkbox', { name: /^Shapefile/ }).check();
      await handUp.getByRole('textbox', { name: '成果文件夹' }).fill(join(folder, '一块'));
      await handUp.getByRole('checkbox', { name: '只导出选中的图斑（1 块）' }).check();
      await handUp.getByRole('button', { name: '只导出文件' }).click();
      await page.getByText('导出的文件').waitFor(patient);
      const one = readFileSync(join(folder, '一块', '图斑清单.csv'), 'utf8');
      expect(one.match(/^[^,]*,\d{13},/gm)).toHaveLength(1);
      // each file with what is in it: the projection and the encoding hold no plot
      const written = await section(page, '导出的文件').getByRole('listitem').allTextContents();
      const rowsOf = (name: string) =>
        written.find((text) => text.startsWith(name))?.match(/(\d+) 行/)?.[1] ?? null;
      expect(['csv', 'dbf', 'shp', 'prj', 'cpg'].map((end) => rowsOf(`图斑清单.${end}`))).toEqual([
        ...['1', '1', '1'],
        ...[null, null],
      ]);
    }));
});
