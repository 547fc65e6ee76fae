import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { SecondLookRow } from '../../shared/contract/records/qualityRecords.ts';
import type { Adjudication } from '../../shared/domain/review/secondLookState.ts';
import type { VerdictOption } from '../../shared/domain/review/verdictScheme.ts';
import { backend } from '../backend/backend.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { reloadCurrentPlot, selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { setLedger } from '../session/ledgerStore.ts';
import { markSaved, useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { Section } from '../ui/Section.tsx';
import { refreshQuality, useQuality } from './qualityStore.ts';

/** 裁定: both verdicts side by side over the same images; 1 the first, 2 the second, 3 another one, 4 back. */
export function AdjudicationSection() {
  // of the plot on the screen; its keys wait while another one is being read
  const plotId = useCurrentPlot((state) => state.detail?.plotId ?? null);
  const isCurrent = useCurrentPlot((state) => state.plotId === plotId);
  const row = useQuality((state) => state.looks.find((look) => look.plotId === plotId));
  const scheme = useProject((state) => state.scheme);
  const [asking, setAsking] = useState<'other' | 'return' | null>(null);
  const disputed = row?.state === 'disputed';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plot closes what was begun on this one
  useEffect(() => setAsking(null), [plotId]);
  useEffect(() => {
    if (plotId === null || !disputed || !isCurrent) return;
    setLedger({
      choices: [
        { title: '采用初判', run: () => void settle(plotId, 'first') },
        { title: '采用复判', run: () => void settle(plotId, 'second') },
        { title: '另判', run: () => setAsking('other') },
        { title: '退回重判', run: () => setAsking('return') },
      ],
    });
    return () => setLedger({ choices: [] });
  }, [plotId, disputed, isCurrent]);

  if (row === undefined || plotId === null || !disputed) return null;
  const option = (code: string | null) => scheme?.options.find((one) => one.code === code);
  const plain = scheme?.options.filter(
    ({ code, fields }) =>
      code !== row.firstVerdictCode &&
      code !== row.secondVerdictCode &&
      fields.every(({ required }) => !required),
  );
  return (
    <Section title="裁定" aside="两人意见不一">
      <div className="sides">
        <Side
          digit={1}
          title="初判"
          row={row}
          by={row.firstBy}
          note={row.firstNote}
          option={option(row.firstVerdictCode)}
          onChoose={() => void settle(plotId, 'first')}
        />
        <Side
          digit={2}
          title="复判"
          row={row}
          by={row.secondBy}
          note={row.secondNote}
          option={option(row.secondVerdictCode)}
          onChoose={() => void settle(plotId, 'second')}
        />
      </div>
      <div className="choices">
        <button type="button" className="choice" aria-keyshortcuts="3" onClick={() => setAsking('other')}>
          <KeyHint command="ledger.choice.3" className="kbd" /> 另判
        </button>
        <button type="button" className="choice" aria-keyshortcuts="4" onClick={() => setAsking('return')}>
          <KeyHint command="ledger.choice.4" className="kbd" /> 退回重判
        </button>
      </div>
      {asking === 'other' && (
        <div className="choices">
          {plain?.map(({ code, title, glyph }, index) => (
            <button
              key={code}
              type="button"
              className="choice"
              // biome-ignore lint/a11y/noAutofocus: the key that opened this expects the next key to choose
              autoFocus={index === 0}
              onClick={() => void settle(plotId, 'other', { verdictCode: code })}
            >
              {glyph} {title}
            </button>
          ))}
        </div>
      )}
      {asking === 'return' && <ReturnForm plotId={plotId} onEnd={() => setAsking(null)} />}
    </Section>
  );
}

interface SideProps {
  readonly digit: number;
  readonly title: string;
  readonly row: SecondLookRow;
  readonly by: string | null;
  readonly note: string | null;
  readonly option: VerdictOption | undefined;
  readonly onChoose: () => void;
}

function Side({ digit, title, by, note, option, onChoose }: SideProps) {
  return (
    <button
      type="button"
      className="side"
      aria-keyshortcuts={String(digit)}
      style={{ '--verdict': option?.color } as React.CSSProperties}
      onClick={onChoose}
    >
      <span className="muted">
        <KeyHint command={`ledger.choice.${digit}`} className="kbd" /> {title} · {by}
      </span>
      <b>
        {option?.glyph} {option?.title}
      </b>
      <span className="side-note">{note || '没有备注'}</span>
    </button>
  );
}

function ReturnForm({ plotId, onEnd }: { readonly plotId: number; readonly onEnd: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="form move-form"
      aria-label="退回重判"
      onSubmit={(event) => {
        event.preventDefault();
        void settle(plotId, 'return', { reason });
      }}
    >
      <Input
        aria-label="退回理由"
        placeholder="退回理由（必填），初判人打开图斑时首先看到"
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="form-actions">
        <Button onClick={onEnd}>取消</Button>
        <Button type="primary" htmlType="submit">
          退回重判
        </Button>
      </div>
    </form>
  );
}

/** True while a last word is on its way: a second press would be about a plot that is settled already. */
let settling = false;

/** Stores the last word and goes on to the next plot on which the two differ. */
async function settle(
  plotId: number,
  choice: Adjudication,
  rest: { readonly verdictCode?: string; readonly reason?: string } = {},
): Promise<void> {
  if (settling) return;
  settling = true;
  try {
    const record = await backend.call('quality.settle', { plotId, choice, by: reviewerName(), ...rest });
    markSaved(record.atUtc);
    showToast({
      kind: 'info',
      text: `${record.plotNo} 已裁定`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
    await refreshQuality();
    const next = useQuality.getState().looks.find(({ state }) => state === 'disputed');
    if (next === undefined) reloadCurrentPlot();
    else selectPlot(next.plotId, 'keys');
  } catch (error) {
    showFailure(error);
  } finally {
    settling = false;
  }
}
