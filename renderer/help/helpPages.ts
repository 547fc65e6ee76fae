import { type HelpPage, parseHelp } from './parseHelp.ts';

const sources = import.meta.glob<string>('../../resources/help/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** '03-review' is page 'review', third in the list. */
function idOf(path: string): string {
  return /(\w+)\.md$/.exec(path)?.[1] ?? path;
}

/** The pages shipped with the program, in their order. */
export const helpPages: readonly HelpPage[] = Object.entries(sources)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([path, text]) => parseHelp(idOf(path), text));
