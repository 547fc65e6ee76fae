/** A run of text inside a line. */
export type HelpInline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  /** The keys a command is bound to now. */
  | { readonly kind: 'key'; readonly command: string }
  | { readonly kind: 'link'; readonly text: string; readonly page: string };

export type HelpBlock =
  | { readonly kind: 'paragraph'; readonly line: readonly HelpInline[] }
  | { readonly kind: 'list' | 'steps'; readonly lines: readonly (readonly HelpInline[])[] }
  /** Tables the program knows better than any text: all keys, all error codes. */
  | { readonly kind: 'keyTable' | 'errorTable' };

export interface HelpSection {
  /** Empty before the first heading. */
  readonly title: string;
  readonly blocks: readonly HelpBlock[];
}

export interface HelpPage {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly HelpSection[];
}

const inlinePattern = /\*\*(.+?)\*\*|`(.+?)`|\{键:([\w.]+)\}|\[(.+?)\]\((\w+)\)/g;

/**
 * Reads one page of resources/help: `#` title, `##` sections, paragraphs, `-` lists, `1.` steps, **strong**, `code`,
 * [text](page), {键:command}, {键表}, {错误码表}. Nothing of it ever becomes HTML.
 */
export function parseHelp(id: string, text: string): HelpPage {
  let title = '';
  const sections: { title: string; blocks: HelpBlock[] }[] = [{ title: '', blocks: [] }];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line.startsWith('# ')) title = line.slice(2);
    else if (line.startsWith('## ')) sections.push({ title: line.slice(3), blocks: [] });
    else if (line !== '') addLine(sections.at(-1)?.blocks ?? [], line);
  }
  return { id, title, sections: sections.filter(({ blocks }) => blocks.length > 0) };
}

function addLine(blocks: HelpBlock[], line: string): void {
  if (line === '{键表}') blocks.push({ kind: 'keyTable' });
  else if (line === '{错误码表}') blocks.push({ kind: 'errorTable' });
  else if (line.startsWith('- ')) addItem(blocks, 'list', line.slice(2));
  else if (/^\d+\. /.test(line)) addItem(blocks, 'steps', line.replace(/^\d+\. /, ''));
  else blocks.push({ kind: 'paragraph', line: parseInline(line) });
}

function addItem(blocks: HelpBlock[], kind: 'list' | 'steps', text: string): void {
  const last = blocks.at(-1);
  const line = parseInline(text);
  if (last?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...last.lines, line] };
  else blocks.push({ kind, lines: [line] });
}

export function parseInline(text: string): readonly HelpInline[] {
  const parts: HelpInline[] = [];
  let end = 0;
  for (const match of text.matchAll(inlinePattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, strong, code, command, label, page] = match;
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (command !== undefined) parts.push({ kind: 'key', command });
    else if (label !== undefined && page !== undefined) parts.push({ kind: 'link', text: label, page });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
