import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** Keys as people print them; `Alt+单击` is a gesture of the pointer and belongs to no command. */
const named =
  /(?:Ctrl|Alt|Shift|⌘)\s?[+-]\s?(?!单击|点击|拖|滚轮)\S|\bEsc\b|\bEnter\b|\bPgUp\b|\bPgDn\b|\bDel\b|空格|回车|退格|方向键|小键盘|逗号键|(?<![\w.%-])F(?:[1-9]|1[0-2])(?![\w.%-])|按住?\s?[A-Z0-9](?!\w| 至)|>[A-Z0-9?]</;
/** A chord as the registry writes it, and what the browser calls a key: code, never shown. */
const code =
  /^(?:(?:Ctrl|Alt|Shift)\+)*(?:Key[A-Z]|Digit\d|Numpad\w+|Arrow\w+|F\d+|[A-Z][a-z]+(?:[A-Z][a-z]+)?)$/;

/** What a source says to people: its string literals and the text between its tags. */
function textsOf(source: string): string[] {
  const bare = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<![:"'`\w])\/\/.*$/gm, '');
  const literals = [...bare.matchAll(/'(?:[^'\\\n]|\\.)*'|"[^"\n]*"|`(?:[^`\\]|\\.)*`/g)]
    .map(([literal]) => literal.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, ''))
    .filter((literal) => !code.test(literal));
  const marked = [...bare.matchAll(/<kbd[^>]*>([^<{]+)</g)].map(([, text]) => `>${text?.trim()}<`);
  const between = [...bare.matchAll(/>([^<>{}]*)(?=[<{])|\}([^<>{}]*)(?=[<{])/g)]
    .map(([, first, second]) => (first ?? second ?? '').trim())
    .filter((text) => text !== '' && !/[=;()'"`]|\breturn\b/.test(text));
  return [...literals, ...between, ...marked];
}

const namesAKey = (source: string) => textsOf(source).filter((text) => named.test(text));

it('finds a key that is named in a string, between tags, on a chip and in a template', () => {
  for (const source of [
    "const hint = '请先核算（F5）。';",
    '<button>去“准备”导入 Ctrl+1</button>',
    '<span className="key-hint">Esc</span>',
    '<p>已选 {count} 块 · 逗号：再选 · Esc：取消</p>',
    '<kbd className="kbd">W</kbd>',
    '<Kbd>Alt+方向键</Kbd>',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that holds a template
    'const text = `备注 ${key}：（Ctrl+Enter 保存）`;',
    "text: '按住空格看另一期'",
    "text: '按住 H 隐藏线划'",
    "{ title: '重新载入', key: 'Ctrl+Shift+R' }",
  ]) {
    expect(namesAKey(source), source).not.toEqual([]);
  }
});

it('lets chords, codes of keys, gestures and comments pass', () => {
  for (const source of [
    "keys: ['Ctrl+Digit1', 'Shift+Space', 'F6', 'Escape', 'NumpadEnter', 'Alt+ArrowLeft'],",
    "if (event.key === 'Enter' && event.code !== 'PageDown') return;",
    '// Ctrl+Z takes it back\n/** Esc leaves it */',
    "'Alt+单击 删顶点'",
    '<b>坡度 25 度以上</b>',
    "placeholder='如 D:\\\\成果'",
  ]) {
    expect(namesAKey(source), source).toEqual([]);
  }
});

it('names no key in the window but through the registry, so that a rebound key is told everywhere', () => {
  const folder = join(root, 'renderer');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    // the presets say which keys they give: they are what is told, not who tells
    (name) => /\.tsx?$/.test(name) && !/^commands\/(keyPresets|chord)\.ts$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(200);
  const found = sources.flatMap((name) =>
    namesAKey(readFileSync(join(folder, name), 'utf8')).map((text) => `${name}: ${text}`),
  );
  expect(found).toEqual([]);
});

it('names no key in sentences of errors and pages of the help, which show the keys in force', () => {
  const pages = readdirSync(join(root, 'resources/help')).map((name) => join(root, 'resources/help', name));
  const found = pages.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => named.test(line.replaceAll(/\{键:[^}]*\}/g, '').replaceAll('方向键', '')))
      .map((line) => `${path}: ${line}`),
  );
  expect(found).toEqual([]);
  for (const name of ['errors.zh-CN.ts', 'labels.zh-CN.ts']) {
    expect(namesAKey(readFileSync(join(root, 'shared/text', name), 'utf8'))).toEqual([]);
  }
});
