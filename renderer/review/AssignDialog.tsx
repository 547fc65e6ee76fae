import { Button, Input, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { reloadCurrentPlot } from '../session/currentPlotStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { readFilteredIds, useSelection } from '../session/selectionStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { inOrder } from '../session/verdictOrder.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { formatCount } from '../ui/formatNumber.ts';

const knownNamesId = 'known-reviewers';

/** Hands the chosen plots, or all of the filter, to a reviewer, who finds them by the filter 分派. */
export function AssignDialog() {
  const chosen = useSelection((state) => state.selected.size);
  const total = useQueue((state) => state.total);
  const facets = useQueue((state) => state.facets);
  const [which, setWhich] = useState<'chosen' | 'filtered'>(chosen > 0 ? 'chosen' : 'filtered');
  const [name, setName] = useState('');
  useEffect(() => {
    backend
      .call('plot.facets', {})
      .then((reply) => useQueue.setState({ facets: reply }))
      .catch(showFailure);
  }, []);
  const known = [
    reviewerName(),
    ...[...(facets?.assignees ?? []), ...(facets?.reviewers ?? [])].map((one) => one.name),
  ];
  const close = () => setView({ dialog: null });
  const assign = (assignee: string | null) => {
    close();
    inOrder(async () => {
      const { selected } = useSelection.getState();
      const plotIds = which === 'chosen' ? [...selected] : await readFilteredIds();
      const record = await backend.call('review.assign', { plotIds, assignee, by: reviewerName() });
      markSaved(record.atUtc);
      reloadCurrentPlot();
      showToast({
        kind: 'info',
        text:
          assignee === null
            ? `已取消 ${plotIds.length} 块的分派`
            : `已把 ${plotIds.length} 块分派给 ${assignee}`,
        action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
      });
    });
  };
  return (
    <DialogBox label="分派图斑" width={420} onClose={close}>
      <div className="dialog-head">
        <h3>分派图斑</h3>
      </div>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') assign(name.trim());
        }}
      >
        {/* a list of the browser's own: one of antd's would open below the dialog */}
        <Input
          aria-label="分派给"
          placeholder="审核员姓名"
          list={knownNamesId}
          autoComplete="off"
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id={knownNamesId}>
          {[...new Set(known)].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Radio.Group
          aria-label="分派哪些图斑"
          vertical
          value={which}
          onChange={(event) => setWhich(event.target.value as 'chosen' | 'filtered')}
        >
          <Radio value="chosen" disabled={chosen === 0}>
            所选 {formatCount(chosen)} 块
          </Radio>
          <Radio value="filtered">当前筛选全部 {formatCount(total)} 块</Radio>
        </Radio.Group>
        <p className="muted">分派只说明由谁判，不限制他人判读；对方用筛选“分派”找到自己的图斑。</p>
        <div className="form-actions">
          <Button onClick={close}>取消</Button>
          <Button onClick={() => assign(null)}>取消分派</Button>
          <Button type="primary" htmlType="submit" disabled={name.trim() === ''}>
            分派
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
