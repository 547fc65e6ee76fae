import { useEffect, useRef, useState } from 'react';
import { listErrors } from '../../shared/text/errors.zh-CN.ts';
import { CloseDialog } from '../commands/CloseDialog.tsx';
import { printChord } from '../commands/chord.ts';
import { keyTextOf, runCommandById, useCommands } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { HelpBlockView } from './HelpBlocks.tsx';
import { helpPages } from './helpPages.ts';
import { showHelpPage, useHelp } from './helpStore.ts';
import { type HelpEntry, type HelpHit, searchHelp } from './searchHelp.ts';

/** F1: pages on the left, the page on the right, one box that searches them all. */
export function HelpDialog() {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const hasProject = useProject((state) => state.project !== null);
  const commands = useCommands((state) => state.commands);
  const close = () => setView({ dialog: null });
  const entries: readonly HelpEntry[] = [
    ...commands
      .filter(({ keys }) => keys.length > 0)
      .map(({ title, keys }) => ({ pageId: 'keys', section: title, line: keys.map(printChord).join('　') })),
    ...listErrors().map(({ code, sentence }) => ({ pageId: 'errors', section: code, line: sentence })),
  ];
  const keyOf = (id: string) => keyTextOf(id) || `“${commands.find((one) => one.id === id)?.title ?? ''}”`;
  const hits = searchHelp(helpPages, entries, typed, keyOf);
  const chosen = Math.min(active, hits.length - 1);
  const open = (hit: HelpHit | undefined) => {
    if (hit === undefined) return;
    showHelpPage(hit.pageId, hit.section);
    setTyped('');
  };

  return (
    <DialogBox label="帮助" width={1020} onClose={close}>
      <div className="dialog-head">
        <h3>帮助</h3>
        <input
          className="help-search"
          // biome-ignore lint/a11y/noAutofocus: the help opens to be searched
          autoFocus
          aria-label="搜索帮助"
          placeholder="搜索：中文、拼音首字母或错误码"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setActive(Math.min(chosen + 1, hits.length - 1));
            else if (event.key === 'ArrowUp') setActive(Math.max(chosen - 1, 0));
            else if (event.key === 'Enter') open(hits[chosen]);
            else return;
            event.preventDefault();
          }}
        />
        {hasProject && (
          <button
            type="button"
            className="link"
            onClick={() => {
              close();
              runCommandById('tour.start');
            }}
          >
            重看导览
          </button>
        )}
        <CloseDialog />
      </div>
      <div className="help-body">
        <HelpContents />
        {typed.trim() === '' ? (
          <HelpPageView />
        ) : (
          <HelpHits typed={typed} hits={hits} chosen={chosen} onOpen={open} />
        )}
      </div>
    </DialogBox>
  );
}

function HelpContents() {
  const pageId = useHelp((state) => state.pageId);
  return (
    <nav className="help-contents" aria-label="帮助目录">
      {helpPages.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-current={id === pageId ? 'page' : undefined}
          onClick={() => showHelpPage(id)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

function HelpPageView() {
  const { pageId, section } = useHelp();
  const article = useRef<HTMLElement>(null);
  const page = helpPages.find(({ id }) => id === pageId) ?? helpPages[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or section is brought into sight
  useEffect(() => {
    const target = [...(article.current?.querySelectorAll('h4, [data-entry]') ?? [])].find(
      (element) => element.textContent === section || element.getAttribute('data-entry') === section,
    );
    if (section === '' || target === undefined) article.current?.scrollTo({ top: 0 });
    else target.scrollIntoView({ block: 'start' });
  }, [pageId, section]);
  if (page === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long page is scrolled by keys
    <article ref={article} className="help-page selectable" tabIndex={0} aria-label={page.title}>
      <h3>{page.title}</h3>
      {page.sections.map(({ title, blocks }) => (
        <section key={title}>
          {title !== '' && <h4>{title}</h4>}
          {blocks.map((block) => (
            <HelpBlockView key={JSON.stringify(block)} block={block} />
          ))}
        </section>
      ))}
    </article>
  );
}

interface HelpHitsProps {
  readonly typed: string;
  readonly hits: readonly HelpHit[];
  readonly chosen: number;
  readonly onOpen: (hit: HelpHit) => void;
}

function HelpHits({ typed, hits, chosen, onOpen }: HelpHitsProps) {
  if (hits.length === 0)
    return (
      <p className="help-page pane-hint">
        没有找到“{typed}”。换一个词，或输入标题的拼音首字母，如 jl（卷帘）。
      </p>
    );
  return (
    <div className="help-page" role="listbox" aria-label="搜索结果">
      {hits.map((hit, index) => (
        <button
          key={`${hit.pageId} ${hit.section}`}
          ref={(element) => {
            if (index === chosen) element?.scrollIntoView({ block: 'nearest' });
          }}
          type="button"
          role="option"
          aria-selected={index === chosen}
          className="help-hit"
          onClick={() => onOpen(hit)}
        >
          <b>{hit.section === '' ? hit.pageTitle : hit.section}</b>
          <span className="muted">{hit.pageTitle}</span>
          <span className="help-hit-line">{hit.line}</span>
        </button>
      ))}
    </div>
  );
}
