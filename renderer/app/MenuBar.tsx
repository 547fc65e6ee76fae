import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Command } from '../commands/Command.ts';
import { printChord } from '../commands/chord.ts';
import { runCommand, useCommands } from '../commands/registry.ts';
import { columnsOfMenu, type MenuTitle, menuTitles, sectionsOfMenu } from './menus.ts';

/** The menus of the application. Every command is in one of them, with its key. */
export function MenuBar() {
  const [open, setOpen] = useState<MenuTitle | null>(null);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (open === null) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && bar.current?.contains(event.target) !== true) setOpen(null);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const titleButton = (title: MenuTitle) =>
    bar.current?.querySelector<HTMLElement>(`[data-menu="${title}"]`) ?? null;
  const step = (from: MenuTitle, by: 1 | -1) => {
    const index = (menuTitles.indexOf(from) + by + menuTitles.length) % menuTitles.length;
    const next = menuTitles[index] ?? from;
    titleButton(next)?.focus();
    if (open !== null) setOpen(next);
  };

  return (
    <div ref={bar} className="menu-bar" role="menubar" aria-label="菜单">
      {menuTitles.map((title, index) => (
        <div key={title} className="menu-place">
          <button
            type="button"
            role="menuitem"
            data-menu={title}
            className="menu-title"
            aria-haspopup="menu"
            aria-expanded={open === title}
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => setOpen(open === title ? null : title)}
            onPointerEnter={() => open !== null && setOpen(title)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') step(title, 1);
              else if (event.key === 'ArrowLeft') step(title, -1);
              else if (event.key === 'ArrowDown') setOpen(title);
              else return;
              event.preventDefault();
            }}
          >
            {title}
          </button>
          {open === title && (
            <MenuPanel
              title={title}
              onStep={(by) => step(title, by)}
              onClose={(backToBar) => {
                setOpen(null);
                if (backToBar) titleButton(title)?.focus();
              }}
            />
          )}
        </div>
      ))}
    </div>
  );
}

interface MenuPanelProps {
  readonly title: MenuTitle;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: (backToBar: boolean) => void;
}

function MenuPanel({ title, onStep, onClose }: MenuPanelProps) {
  const commands = useCommands((state) => state.commands);
  const panel = useRef<HTMLDivElement>(null);
  const sections = sectionsOfMenu(title, commands);
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
    else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'ArrowRight') onStep(1);
    else if (event.key === 'ArrowLeft') onStep(-1);
    else if (event.key === 'Escape') onClose(true);
    else if (event.key === 'Tab') return onClose(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={panel}
      className="menu-panel"
      role="menu"
      tabIndex={-1}
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      {columnsOfMenu(sections).map((column) => (
        <div key={column[0]?.group} className="menu-column" role="presentation">
          {column.map(({ group, commands: inGroup }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
            <div key={group} role="group" aria-label={group}>
              {sections.length > 1 && <div className="menu-group">{group}</div>}
              {inGroup.map((command) => (
                <MenuItem
                  key={command.id}
                  command={command}
                  onChoose={() => {
                    onClose(false);
                    runCommand(command);
                  }}
                />
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function MenuItem({ command, onChoose }: { readonly command: Command; readonly onChoose: () => void }) {
  const reason = command.disabledReason();
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      aria-disabled={reason !== null}
      title={reason ?? undefined}
      onClick={onChoose}
      onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      <span>{command.title}</span>
      <span className="menu-keys">{command.keys.map(printChord).join('　')}</span>
    </button>
  );
}
