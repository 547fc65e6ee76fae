import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ledgerRules, possibleLedgerActions } from '../../shared/domain/review/ledgerCase.ts';
import { type ClosingWay, closingWays, type LedgerAction } from '../../shared/domain/review/ledgerState.ts';
import { closingWayTitles, ledgerActionTitles, ledgerStateLabels } from '../../shared/text/ledger.zh-CN.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { setLedger, useLedger } from '../session/ledgerStore.ts';
import { DateField } from '../ui/DateField.tsx';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { moveCases } from './ledgerActions.ts';
import { Timeline } from './Timeline.tsx';

/** The case of the current plot: why it came back, by when, what can be done next (1, 2, 3 …), and its strip. */
export function CaseSection() {
  const plotId = useCurrentPlot((state) => state.plotId);
  const timeline = useLedger((state) => state.timeline);
  const [asking, setAsking] = useState<LedgerAction | null>(null);
  const ledgerCase = timeline?.case ?? null;
  const state = ledgerCase?.state;
  const isShown = useCurrentPlot(({ detail }) => detail?.plotId === plotId);
  const isOfPlot = isShown && timeline?.plotId === plotId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plot closes a form that was begun
  useEffect(() => setAsking(null), [plotId]);
  useEffect(() => {
    // what is being written is kept as long as it can still be done
    const possible = possibleLedgerActions(state ?? null);
    setAsking((begun) => (begun !== null && possible.includes(begun) ? begun : null));
  }, [state]);
  useEffect(() => {
    if (plotId === null || state === undefined || !isOfPlot) return setLedger({ choices: [] });
    const begin = (action: LedgerAction) => {
      const isBare = ledgerRules[action].needs.length === 0 && action !== 'evidence';
      if (isBare) void moveCases({ plotIds: [plotId], action });
      else setAsking(action);
    };
    setLedger({
      choices: possibleLedgerActions(state).map((action) => ({
        title: ledgerActionTitles[action],
        run: () => begin(action),
      })),
    });
    return () => setLedger({ choices: [] });
  }, [plotId, state, isOfPlot]);

  if (plotId === null || timeline === null) return null;
  return (
    <Section title="台账" aside={ledgerCase !== null && <CaseState />}>
      {ledgerCase === null ? (
        <p className="pane-hint">此图斑没有下发整改。可在左侧“下发”中下发。</p>
      ) : (
        <>
          {ledgerCase.reason !== '' && (
            <p className={ledgerCase.state === 'returned' ? 'notice notice-bad' : 'notice'}>
              {ledgerCase.state === 'returned' && <b>退回理由：</b>}
              {ledgerCase.reason}
              {ledgerCase.state === 'returned' && ledgerCase.evidencedBy !== '' && (
                <span className="muted">　请 {ledgerCase.evidencedBy} 处理</span>
              )}
            </p>
          )}
          <dl className="facts num">
            <dt>时限</dt>
            <dd className={timeline.overdue ? 'must' : undefined}>
              {ledgerCase.deadline}
              {timeline.overdue && ' 已超期'}
            </dd>
            <dt>来源</dt>
            <dd>{[ledgerCase.source, ledgerCase.problemType].filter(Boolean).join(' · ') || '未填'}</dd>
            <dt>责任主体</dt>
            <dd>{ledgerCase.assignee || <span className="muted">未填</span>}</dd>
            {ledgerCase.way !== null && (
              <>
                <dt>销号方式</dt>
                <dd>{closingWayTitles[ledgerCase.way]}</dd>
              </>
            )}
          </dl>
          <Choices />
          {asking !== null && (
            <MoveForm key={asking} action={asking} plotId={plotId} onEnd={() => setAsking(null)} />
          )}
        </>
      )}
      <Timeline events={timeline.events} />
    </Section>
  );
}

function CaseState() {
  const ledgerCase = useLedger((state) => state.timeline?.case ?? null);
  if (ledgerCase === null) return null;
  const label = ledgerStateLabels[ledgerCase.state];
  return (
    <span className="glyph-title">
      <StatusGlyph {...label} /> {label.title}
      {ledgerCase.round > 1 && ` · 第 ${ledgerCase.round} 轮`}
    </span>
  );
}

function Choices() {
  const choices = useLedger((state) => state.choices);
  const moving = useLedger((state) => state.moving);
  return (
    <div className="choices">
      {choices.map(({ title, run }, index) => (
        <button
          key={title}
          type="button"
          className="choice"
          aria-keyshortcuts={String(index + 1)}
          disabled={moving}
          onClick={run}
        >
          <KeyHint command={`ledger.choice.${index + 1}`} className="kbd" /> {title}
        </button>
      ))}
    </div>
  );
}

interface MoveFormProps {
  readonly action: LedgerAction;
  readonly plotId: number;
  readonly onEnd: () => void;
}

/** What a move cannot do without; the command window.submit does it, Escape leaves it. */
function MoveForm({ action, plotId, onEnd }: MoveFormProps) {
  const { needs } = ledgerRules[action];
  const [reason, setReason] = useState('');
  const [deadline, setDeadline] = useState('');
  const [way, setWay] = useState<ClosingWay>('rectified');
  const [note, setNote] = useState('');
  const mayHaveDeadline = needs.includes('deadline') || action === 'return';
  const confirm = async () => {
    const done = await moveCases({
      plotIds: [plotId],
      action,
      ...(reason === '' ? {} : { reason }),
      ...(deadline === '' ? {} : { deadline }),
      ...(needs.includes('way') ? { way } : {}),
      ...(note === '' ? {} : { note }),
    });
    if (done) onEnd();
  };
  return (
    <form
      className="form move-form"
      aria-label={ledgerActionTitles[action]}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== 'Escape') return;
        onEnd();
        event.stopPropagation();
      }}
    >
      {needs.includes('reason') && (
        <Input.TextArea
          aria-label="理由"
          placeholder={`${ledgerActionTitles[action]}的理由（必填）`}
          autoFocus
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {needs.includes('way') && (
        <Select<ClosingWay>
          aria-label="销号方式"
          autoFocus
          virtual={false}
          value={way}
          options={closingWays.map((value) => ({ value, label: closingWayTitles[value] }))}
          onChange={setWay}
        />
      )}
      {mayHaveDeadline && (
        <DateField
          label={needs.includes('deadline') ? '新的时限' : '新的时限（可不改）'}
          value={deadline}
          onChange={setDeadline}
        />
      )}
      {(action === 'evidence' || action === 'close') && (
        <Input.TextArea
          aria-label="说明"
          placeholder={action === 'evidence' ? '举证说明；已挂接照片时可不填' : '说明（可不填）'}
          autoFocus={action === 'evidence'}
          rows={2}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <div className="form-actions">
        <Button onClick={onEnd}>取消</Button>
        <Button type="primary" htmlType="submit">
          {ledgerActionTitles[action]}
        </Button>
      </div>
    </form>
  );
}
