import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseHelp, parseInline } from '../../../../renderer/help/parseHelp.ts';
import { searchHelp } from '../../../../renderer/help/searchHelp.ts';

const folder = join(import.meta.dirname, '../../../../resources/help');
const pages = readdirSync(folder)
  .sort()
  .map((name) => parseHelp(name.replace(/^\d+-|\.md$/g, ''), readFileSync(join(folder, name), 'utf8')));

it('reads titles, sections, lists, steps and paragraphs', () => {
  const page = parseHelp('a', '# 题\n首段\n\n## 节\n- 甲\n- 乙\n1. 一\n2. 二\n{键表}\n');
  expect(page.title).toBe('题');
  expect(page.sections.map(({ title, blocks }) => [title, blocks.map(({ kind }) => kind)])).toEqual([
    ['', ['paragraph']],
    ['节', ['list', 'steps', 'keyTable']],
  ]);
});

it('reads strong words, code, keys and links, and leaves everything else as text', () => {
  expect(parseInline('按 {键:review.undo} **撤销**，`x` 见 [台账](ledger)<b>')).toEqual([
    { kind: 'text', text: '按 ' },
    { kind: 'key', command: 'review.undo' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: '撤销' },
    { kind: 'text', text: '，' },
    { kind: 'code', text: 'x' },
    { kind: 'text', text: ' 见 ' },
    { kind: 'link', text: '台账', page: 'ledger' },
    { kind: 'text', text: '<b>' },
  ]);
});

it('finds a section by Chinese, by pinyin initials of its title, and an entry by its code', () => {
  const first = (typed: string) => {
    const [hit] = searchHelp(
      pages,
      [{ pageId: 'errors', section: 'DISK_FULL', line: '磁盘空间不足' }],
      typed,
      () => '',
    );
    return hit && [hit.pageId, hit.section];
  };
  expect(first('卷帘')).toEqual(['compare', '卷帘']);
  expect(first('jl')).toEqual(['compare', '卷帘']);
  expect(first('disk_full')).toEqual(['errors', 'DISK_FULL']);
  expect(first('磁盘空间')).toEqual(['errors', 'DISK_FULL']);
  expect(first('')).toBeUndefined();
  expect(first('不会有的词')).toBeUndefined();
});

it('prints in what it found the keys that work, where the page shows them', () => {
  const page = parseHelp('a', '# 题\n## 账单\n右侧 {键:review.bill} 展开\n');
  const found = (key: string) => searchHelp([page], [], '账单', (id) => (id === 'review.bill' ? key : ''))[0];
  expect(found('F9')?.line).toBe('右侧 F9 展开');
  expect(found('Alt+B')?.line).toBe('右侧 Alt+B 展开');
});

it('leads every link to a page that is there', () => {
  const ids = pages.map(({ id }) => id);
  const links = JSON.stringify(pages).matchAll(/"page":"(\w+)"/g);
  for (const [, id] of links) expect(ids).toContain(id);
  expect(ids).toEqual(
    expect.arrayContaining(['start', 'prepare', 'review', 'eligibility', 'ledger', 'report']),
  );
});
