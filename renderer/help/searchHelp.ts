import { matchesInitials } from '../../shared/text/pinyinInitials.ts';
import type { HelpBlock, HelpInline, HelpPage } from './parseHelp.ts';

export interface HelpHit {
  readonly pageId: string;
  readonly pageTitle: string;
  /** Empty where the page's head was found. */
  readonly section: string;
  /** The line that holds what was searched; the section's first one where only its title does. */
  readonly line: string;
}

const mostHits = 40;

/** What an entry made by the program (a key, an error) adds to the pages when they are searched. */
export interface HelpEntry {
  readonly pageId: string;
  readonly section: string;
  readonly line: string;
}

/**
 * Finds pages, sections and lines by Chinese text, by an error code, or by the pinyin initials of a title. Titles come
 * before lines, in the order of the pages. Keys in a line are printed by `keyOf`, as the page itself shows them.
 */
export function searchHelp(
  pages: readonly HelpPage[],
  entries: readonly HelpEntry[],
  typed: string,
  keyOf: (command: string) => string,
): readonly HelpHit[] {
  const needle = typed.trim().toLowerCase();
  if (needle === '') return [];
  const latin = /^[a-z]{2,}$/.test(needle);
  const titled = (title: string) =>
    title.toLowerCase().includes(needle) || (latin && matchesInitials(title, needle));
  const inTitles: HelpHit[] = [];
  const inLines: HelpHit[] = [];
  for (const page of pages) {
    const place = { pageId: page.id, pageTitle: page.title };
    for (const [index, { title, blocks }] of page.sections.entries()) {
      const lines = blocks.flatMap((block) => linesOf(block, keyOf));
      if (titled(title) || (index === 0 && titled(page.title)))
        inTitles.push({ ...place, section: title, line: lines[0] ?? '' });
      else {
        const line = lines.find((one) => one.toLowerCase().includes(needle));
        if (line !== undefined) inLines.push({ ...place, section: title, line });
      }
    }
    for (const { pageId, section, line } of entries) {
      if (pageId !== page.id) continue;
      if (titled(section)) inTitles.push({ ...place, section, line });
      else if (line.toLowerCase().includes(needle)) inLines.push({ ...place, section, line });
    }
  }
  return [...inTitles, ...inLines].slice(0, mostHits);
}

function linesOf(block: HelpBlock, keyOf: (command: string) => string): readonly string[] {
  const textOf = (line: readonly HelpInline[]) =>
    line.map((part) => (part.kind === 'key' ? keyOf(part.command) : part.text)).join('');
  if (block.kind === 'paragraph') return [textOf(block.line)];
  return block.kind === 'list' || block.kind === 'steps' ? block.lines.map(textOf) : [];
}
