import { Button, Select } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { RuleSetSummary } from '../../shared/contract/records/eligibilityRecords.ts';
import type { RuleDifference } from '../../shared/domain/eligibility/diffRuleSets.ts';
import type { RuleSet } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend, desktopShell } from '../backend/backend.ts';
import { CloseDialog } from '../commands/CloseDialog.tsx';
import { useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { PathField } from '../ui/PathField.tsx';
import { chooseRules, loadRules, useEligibility } from './eligibilityStore.ts';
import { Findings } from './Findings.tsx';
import { RuleDifferenceList } from './RuleDifferenceList.tsx';
import { RuleSetEditor } from './RuleSetEditor.tsx';
import { RuleSetView } from './RuleSetView.tsx';

type Task = 'view' | 'edit' | 'compare' | 'import' | 'export';

/** Rule sets as documents: read with their clauses, edited as a copy, taken in and out as files, compared. */
export function RuleSetDialog() {
  const [sets, setSets] = useState<readonly RuleSetSummary[]>([]);
  const [chosen, setChosen] = useState(useEligibility.getState().rulesId ?? 'restoration-2023');
  const [ruleSet, setRuleSet] = useState<RuleSet | null>(null);
  const [task, setTask] = useState<Task>('view');
  const summary = sets.find(({ id }) => id === chosen);

  const refresh = useCallback(async () => {
    const reply = await backend.call('rules.list', {});
    setSets(reply.ruleSets);
    await loadRules();
  }, []);
  useEffect(() => {
    refresh().catch(showFailure);
  }, [refresh]);
  useEffect(() => {
    setRuleSet(null);
    backend.call('rules.show', { rulesId: chosen }).then(setRuleSet).catch(showFailure);
  }, [chosen]);

  const open = (id: string, next: Task = 'view') => {
    setTask(next);
    setChosen(id);
  };
  const settle = async (id: string) => {
    await refresh();
    setTask('view');
    setChosen(id);
    setRuleSet(await backend.call('rules.show', { rulesId: id }));
    await chooseRules(id);
  };
  const remove = async () => {
    await backend.call('rules.remove', { rulesId: chosen, by: reviewerName() });
    await refresh();
    const [first] = (await backend.call('rules.list', {})).ruleSets;
    if (first !== undefined) open(first.id);
  };

  return (
    <DialogBox label="规则集" width={1080} onClose={() => setView({ dialog: null })}>
      <div className="dialog-head">
        <h3>规则集</h3>
        <span className="muted">规则即数据：改动另存为副本，用过的版本随核算留存</span>
        <CloseDialog />
      </div>
      <div className="rule-dialog">
        <nav className="rule-dialog-list" aria-label="全部规则集">
          {sets.map((set) => (
            <button
              key={set.id}
              type="button"
              aria-current={set.id === chosen ? 'true' : undefined}
              onClick={() => open(set.id)}
            >
              <b className="ellipsis" title={set.title}>
                {set.title}
              </b>
              <span className="muted num ellipsis">
                {set.version} · {set.rules} 条 · {set.origin === 'shipped' ? '随程序' : `${set.savedBy} 保存`}
              </span>
            </button>
          ))}
          <Button size="small" onClick={() => setTask('import')}>
            导入文件…
          </Button>
        </nav>
        <div className="rule-dialog-body">
          {ruleSet !== null && task !== 'edit' && (
            <div className="button-row rule-dialog-actions">
              <Button size="small" type="primary" onClick={() => setTask('edit')}>
                {summary?.origin === 'project' ? '编辑…' : '另存为副本并编辑…'}
              </Button>
              <Button size="small" onClick={() => setTask(task === 'compare' ? 'view' : 'compare')}>
                {task === 'compare' ? '返回条文' : '与另一个对比…'}
              </Button>
              <Button size="small" onClick={() => setTask('export')}>
                导出文件…
              </Button>
              <Button
                size="small"
                disabled={summary?.origin !== 'project'}
                onClick={() => remove().catch(showFailure)}
              >
                删除
              </Button>
            </div>
          )}
          {task === 'import' && <FileTask kind="import" onDone={settle} />}
          {ruleSet !== null && task === 'export' && (
            <FileTask kind="export" rulesId={chosen} onDone={async () => setTask('view')} />
          )}
          {ruleSet !== null && task === 'compare' && <Comparison sets={sets} chosen={chosen} />}
          {ruleSet !== null && task === 'edit' && (
            <RuleSetEditor
              key={chosen}
              original={ruleSet}
              isCopy={summary?.origin !== 'project'}
              onCancel={() => setTask('view')}
              onSaved={(id) => settle(id).catch(showFailure)}
            />
          )}
          {ruleSet !== null && task !== 'edit' && task !== 'compare' && <RuleSetView ruleSet={ruleSet} />}
        </div>
      </div>
    </DialogBox>
  );
}

interface ComparisonProps {
  readonly sets: readonly RuleSetSummary[];
  readonly chosen: string;
}

function Comparison({ sets, chosen }: ComparisonProps) {
  const others = sets.filter(({ id }) => id !== chosen);
  // by default against what was computed with last
  const last = useProject.getState().project?.run?.rulesId;
  const [other, setOther] = useState((others.find(({ id }) => id === last) ?? others[0])?.id);
  const [differences, setDifferences] = useState<readonly RuleDifference[] | null>(null);
  useEffect(() => {
    setDifferences(null);
    if (other === undefined) return;
    backend
      .call('rules.diff', { from: other, to: chosen })
      .then((reply) => setDifferences(reply.differences))
      .catch(showFailure);
  }, [other, chosen]);
  return (
    <>
      <div className="form-field rule-compare">
        <span>以前</span>
        <Select
          aria-label="对比的规则集"
          value={other}
          options={others.map(({ id, title, version }) => ({ value: id, label: `${title} ${version}` }))}
          onChange={setOther}
          getPopupContainer={(trigger) => trigger.parentElement ?? trigger}
        />
      </div>
      {differences !== null && differences.length === 0 && <p className="pane-hint">两个规则集相同。</p>}
      {differences !== null && <RuleDifferenceList differences={differences} />}
    </>
  );
}

type FileTaskProps = {
  readonly onDone: (rulesId: string) => Promise<void>;
} & ({ readonly kind: 'import' } | { readonly kind: 'export'; readonly rulesId: string });

function FileTask(props: FileTaskProps) {
  const { kind, onDone } = props;
  const [file, setFile] = useState('');
  const [findings, setFindings] = useState<readonly { path: string; detail: string }[]>([]);
  const isDesktop = desktopShell().kind === 'desktop';
  const browse = async () => {
    if (kind === 'export') {
      const folder = await desktopShell().chooseFolder({ title: '导出规则集' });
      if (folder !== null) setFile(`${folder}/${props.rulesId}.json`);
      return;
    }
    const [first] = await desktopShell().chooseFiles({
      ...{ title: '导入规则集', extensions: ['json'], multiple: false },
    });
    if (first !== undefined) setFile(first);
  };
  const start = async () => {
    if (kind === 'export') {
      const written = await backend.call('rules.export', { rulesId: props.rulesId, file: file.trim() });
      showToast({ kind: 'info', text: `规则集已写到 ${written.file}` });
      await onDone(props.rulesId);
      return;
    }
    const reply = await backend.call('rules.import', { file: file.trim(), by: reviewerName() });
    setFindings(reply.findings);
    if (reply.saved !== null) await onDone(reply.saved.id);
  };
  return (
    <div className="form rule-file">
      <PathField
        label={kind === 'export' ? '导出到' : '规则集文件'}
        placeholder={kind === 'export' ? '要写的 JSON 文件的路径' : '规则集 JSON 文件的路径'}
        value={file}
        onChange={setFile}
        onBrowse={isDesktop ? () => void browse() : undefined}
        onEnter={() => void start().catch(showFailure)}
      />
      <div className="button-row">
        <Button
          size="small"
          type="primary"
          disabled={file.trim() === ''}
          onClick={() => void start().catch(showFailure)}
        >
          {kind === 'export' ? '写出' : '检查并导入'}
        </Button>
      </div>
      <Findings findings={findings} />
    </div>
  );
}
