import { Input, Select } from 'antd';
import { type LedgerState, ledgerStates } from '../../shared/domain/review/ledgerState.ts';
import { ledgerStateLabels } from '../../shared/text/ledger.zh-CN.ts';
import { changeLedgerFilter, useLedger } from '../session/ledgerStore.ts';
import { clearable } from '../ui/clearable.tsx';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { IssueForm } from './IssueForm.tsx';
import { OverdueBoard } from './OverdueBoard.tsx';

/** The left side of 台账: how many cases stand where, whose they are, and which towns are late. */
export function LedgerPane() {
  const counts = useLedger((state) => state.counts);
  const filter = useLedger((state) => state.filter);
  const total = counts === null ? 0 : Object.values(counts.states).reduce((sum, plots) => sum + plots, 0);
  return (
    <div className="pane-scroll">
      <Section title="按状态" label="按状态筛选">
        <ul className="ledger-states num">
          <StateRow title="全部" count={total} active={isUnfiltered(filter)} onClick={showAll} />
          <StateRow
            title="超期"
            count={counts?.overdue ?? 0}
            warn
            active={filter.overdue === true}
            onClick={() => changeLedgerFilter({ overdue: true, state: undefined })}
          />
          {ledgerStates.map((state) => (
            <StateRow
              key={state}
              state={state}
              title={ledgerStateLabels[state].title}
              count={counts?.states[state] ?? 0}
              active={filter.state === state}
              onClick={() => changeLedgerFilter({ state, overdue: undefined })}
            />
          ))}
        </ul>
        <div className="form">
          <Input
            aria-label="查找图斑号、村、问题类型"
            placeholder="图斑号、村、问题类型"
            allowClear={clearable}
            value={filter.text ?? ''}
            onChange={(event) => changeLedgerFilter({ text: event.target.value })}
          />
          <Select
            aria-label="责任主体"
            placeholder="责任主体"
            allowClear={clearable}
            virtual={false}
            value={filter.assignee ?? null}
            options={(counts?.assignees ?? []).map(({ name, plots }) => ({
              value: name,
              label: `${name}（${plots}）`,
            }))}
            onChange={(assignee: string | null) => changeLedgerFilter({ assignee: assignee ?? undefined })}
          />
        </div>
      </Section>
      <IssueForm />
      <OverdueBoard />
    </div>
  );
}

interface StateRowProps {
  readonly state?: LedgerState;
  readonly title: string;
  readonly count: number;
  readonly active: boolean;
  readonly warn?: boolean;
  readonly onClick: () => void;
}

function StateRow({ state, title, count, active, warn = false, onClick }: StateRowProps) {
  return (
    <li>
      <button type="button" className="ledger-state" aria-pressed={active} onClick={onClick}>
        {state === undefined ? (
          <span className="status-gap" />
        ) : (
          <StatusGlyph {...ledgerStateLabels[state]} />
        )}
        <span className={warn && count > 0 ? 'must' : undefined}>{title}</span>
        <span className="ledger-count">{formatCount(count)}</span>
      </button>
    </li>
  );
}

function isUnfiltered({
  state,
  overdue,
}: {
  readonly state?: LedgerState;
  readonly overdue?: boolean;
}): boolean {
  return state === undefined && overdue !== true;
}

function showAll(): void {
  changeLedgerFilter({ state: undefined, overdue: undefined });
}
