import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { matchesInitials } from '../../shared/text/pinyinInitials.ts';
import { backend } from '../backend/backend.ts';
import type { Command } from '../commands/Command.ts';
import { printChord } from '../commands/chord.ts';
import { runCommand, useCommands } from '../commands/registry.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { formatMu } from '../ui/formatArea.ts';

const shownPlots = 8;
const typingPauseMilliseconds = 150;

type Hit =
  | { readonly kind: 'plot'; readonly row: PlotRow }
  | { readonly kind: 'command'; readonly command: Command };

function keyOf(hit: Hit): string {
  return hit.kind === 'plot' ? `plot ${hit.row.plotId}` : hit.command.id;
}

/** One box for everything: plots by number, town or village, and every command by its title. */
export function CommandPalette() {
  const commands = useCommands((state) => state.commands);
  const hasProject = useProject((state) => state.project !== null);
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly PlotRow[]>([]);
  /** The hit the arrows went to; null: the first one, whatever that is. */
  const [active, setActive] = useState<string | null>(null);
  const close = () => setView({ dialog: null });

  useEffect(() => {
    const needle = text.trim();
    if (needle === '' || !hasProject) return setRows([]);
    // an answer that comes after more was typed is of something else
    let isCurrent = true;
    const timer = setTimeout(() => {
      backend
        .call('plot.query', { filter: { text: needle }, offset: 0, limit: shownPlots })
        .then((page) => isCurrent && setRows(page.rows))
        .catch(showFailure);
    }, typingPauseMilliseconds);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, hasProject]);

  const needle = text.trim().toLowerCase();
  const hits: readonly Hit[] = [
    ...rows.map((row): Hit => ({ kind: 'plot', row })),
    ...commands
      .filter(
        ({ title, group, id }) =>
          `${title} ${group} ${id}`.toLowerCase().includes(needle) || matchesInitials(title, needle),
      )
      .map((command): Hit => ({ kind: 'command', command })),
  ];
  // plots that come late stand before the commands: what was chosen stays chosen
  const chosen = Math.max(
    0,
    hits.findIndex((hit) => keyOf(hit) === active),
  );
  const move = (to: number) => {
    const hit = hits[Math.max(0, Math.min(to, hits.length - 1))];
    if (hit !== undefined) setActive(keyOf(hit));
  };
  const choose = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    // gone before the command runs: a command that moves the focus has the last word
    flushSync(close);
    if (hit.kind === 'plot') selectPlot(hit.row.plotId, 'keys');
    else runCommand(hit.command);
  };

  return (
    <DialogBox label="搜索" width={560} placement="top" onClose={close}>
      <input
        className="palette-input"
        // biome-ignore lint/a11y/noAutofocus: the dialog opens to be typed into
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-label="搜索图斑、村、命令"
        aria-activedescendant={`palette-${chosen}`}
        placeholder="搜索图斑、村、命令"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') move(chosen + 1);
          else if (event.key === 'ArrowUp') move(chosen - 1);
          else if (event.key === 'Enter') choose(hits[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <div id="palette-hits" className="palette-hits" role="listbox" aria-label="结果">
        {hits.map((hit, index) => (
          <PaletteRow
            key={keyOf(hit)}
            id={`palette-${index}`}
            hit={hit}
            active={index === chosen}
            onChoose={() => choose(hit)}
          />
        ))}
        {hits.length === 0 && <div className="pane-hint">没有找到。可输入图斑号的一部分、村名或命令名。</div>}
      </div>
    </DialogBox>
  );
}

interface PaletteRowProps {
  readonly id: string;
  readonly hit: Hit;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function PaletteRow({ id, hit, active, onChoose }: PaletteRowProps) {
  const reason = hit.kind === 'command' ? hit.command.disabledReason() : null;
  return (
    <div
      id={id}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' });
      }}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={reason !== null}
      className="palette-row"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
    >
      {hit.kind === 'plot' ? (
        <>
          <span className="palette-group">图斑</span>
          <span className="num">{hit.row.plotNo}</span>
          <span className="muted ellipsis">
            {hit.row.townName} {hit.row.villageName}
          </span>
          <span className="palette-keys num">{formatMu(hit.row.areaSquareMeters)} 亩</span>
        </>
      ) : (
        <>
          <span className="palette-group">{hit.command.group}</span>
          <span>{hit.command.title}</span>
          <span className="muted ellipsis" title={reason ?? undefined}>
            {reason ?? ''}
          </span>
          <span className="palette-keys">{hit.command.keys.map(printChord).join('　')}</span>
        </>
      )}
    </div>
  );
}
