import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { readFilteredIds, useSelection } from '../session/selectionStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { DateField } from '../ui/DateField.tsx';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { moveCases } from './ledgerActions.ts';

/** Where problems come from, as the ledgers of bureaus call it (domain.md §7). */
const sources = ['卫片', '督察', '审计', '信访', '巡查', '流出下发'];
const problemTypes = ['非农化', '非粮化', '撂荒', '补而不实', '其他'];
type Scope = 'current' | 'selected' | 'filter';

/** 下发: opens cases for the current plot, the chosen ones or all of the queue's filter. */
export function IssueForm() {
  const current = useCurrentPlot((state) => state.detail?.plotNo ?? null);
  const chosen = useSelection((state) => state.selected.size);
  const filtered = useQueue((state) => state.total);
  const [scope, setScope] = useState<Scope>('current');
  const [source, setSource] = useState(sources[0] ?? '');
  const [problemType, setProblemType] = useState(problemTypes[0] ?? '');
  const [assignee, setAssignee] = useState('');
  const [deadline, setDeadline] = useState('');
  const [busy, setBusy] = useState(false);

  const issue = async () => {
    setBusy(true);
    try {
      const plotIds = await plotsOf(scope);
      if (plotIds.length > 0)
        await moveCases({ plotIds, action: 'issue', source, problemType, assignee, deadline });
    } catch (error) {
      showFailure(error);
    }
    setBusy(false);
  };
  return (
    <Section title="下发">
      <div className="form">
        <Select<Scope>
          aria-label="下发哪些图斑"
          virtual={false}
          value={scope}
          options={[
            { value: 'current', label: `当前图斑 ${current ?? '（未选）'}` },
            {
              value: 'selected',
              label: `判读列表中选中的 ${formatCount(chosen)} 块`,
              disabled: chosen === 0,
            },
            { value: 'filter', label: `判读列表当前筛选 ${formatCount(filtered)} 块` },
          ]}
          onChange={setScope}
        />
        <div className="form-pair">
          <Select
            aria-label="来源"
            virtual={false}
            value={source}
            options={sources.map((value) => ({ value, label: value }))}
            onChange={setSource}
          />
          <Select
            aria-label="问题类型"
            virtual={false}
            value={problemType}
            options={problemTypes.map((value) => ({ value, label: value }))}
            onChange={setProblemType}
          />
        </div>
        <Input
          aria-label="责任主体（下发）"
          placeholder="责任主体，如 东镇人民政府"
          value={assignee}
          onChange={(event) => setAssignee(event.target.value)}
        />
        <DateField label="整改时限" value={deadline} onChange={setDeadline} />
        <Button
          type="primary"
          loading={busy}
          disabled={deadline === '' || (scope === 'current' && current === null)}
          onClick={() => void issue()}
        >
          下发
        </Button>
      </div>
    </Section>
  );
}

async function plotsOf(scope: Scope): Promise<number[]> {
  if (scope === 'selected') return [...useSelection.getState().selected];
  if (scope === 'current') {
    const { plotId } = useCurrentPlot.getState();
    return plotId === null ? [] : [plotId];
  }
  return readFilteredIds();
}
