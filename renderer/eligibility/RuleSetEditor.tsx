import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { RuleSet } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend } from '../backend/backend.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { ExclusionEditor } from './ExclusionEditor.tsx';
import { Findings } from './Findings.tsx';
import { addExclusion, beginCopy, changeThreshold, switchRule } from './ruleDraft.ts';

interface RuleSetEditorProps {
  readonly original: RuleSet;
  /** A shipped rule set is only edited as a copy. */
  readonly isCopy: boolean;
  readonly onCancel: () => void;
  readonly onSaved: (rulesId: string) => void;
}

type Finding = { readonly path: string; readonly detail: string };

/** A rule set as a form: head, exclusions in order, warnings on or off, thresholds; checked before it is kept. */
export function RuleSetEditor({ original, isCopy, onCancel, onSaved }: RuleSetEditorProps) {
  const [draft, setDraft] = useState<RuleSet>(() => (isCopy ? beginCopy(original) : original));
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const text = () => `${JSON.stringify(draft, null, 2)}\n`;
  const check = async () => {
    const report = await backend.call('rules.check', { text: text() });
    setFindings(report.findings);
    if (report.ok) showToast({ kind: 'info', text: '规则集检查通过。' });
  };
  const save = async () => {
    const reply = await backend.call('rules.save', { text: text(), by: reviewerName() });
    setFindings(reply.findings);
    if (reply.saved !== null) onSaved(reply.saved.id);
  };
  return (
    <div className="rule-editor">
      <HeadFields draft={draft} isCopy={isCopy} onChange={setDraft} />
      <section className="rule-group" aria-label="排除规则">
        <h4>排除规则（按扣除次序）</h4>
        {draft.exclusions.map((rule, index) => (
          <ExclusionEditor
            // a rule keeps its row while its code is typed over
            key={original.exclusions.includes(rule) ? rule.code : `row ${index}`}
            draft={draft}
            rule={rule}
            index={index}
            onChange={setDraft}
          />
        ))}
        <Button size="small" onClick={() => setDraft(addExclusion(draft))}>
          新增规则
        </Button>
      </section>
      <section className="rule-group" aria-label="其他规则">
        <h4>图斑自身、警示与说明</h4>
        {[...draft.plotRules, ...draft.recordNotes, ...draft.layerNotes].map(({ code, title }) => (
          <div key={code}>
            <RuleOnOff draft={draft} code={code} title={title} onChange={setDraft} />
          </div>
        ))}
      </section>
      <ThresholdFields draft={draft} onChange={setDraft} />
      <Findings findings={findings} />
      <div className="form-actions rule-editor-actions">
        <Button onClick={onCancel}>取消</Button>
        <Button onClick={() => void check().catch(showFailure)}>检查</Button>
        <Button type="primary" onClick={() => void save().catch(showFailure)}>
          {isCopy ? '保存副本' : '保存'}
        </Button>
      </div>
    </div>
  );
}

interface DraftProps {
  readonly draft: RuleSet;
  readonly onChange: (draft: RuleSet) => void;
}

function HeadFields({ draft, isCopy, onChange }: DraftProps & { readonly isCopy: boolean }) {
  const field = (
    label: string,
    name: 'id' | 'version' | 'title' | 'documentNumber' | 'effectiveFrom',
    disabled = false,
  ) => (
    <div className="form-field">
      <span>{label}</span>
      <Input
        size="small"
        aria-label={`规则集${label}`}
        disabled={disabled}
        value={draft[name]}
        onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <div className="rule-head-fields">
      {field('名称', 'title')}
      {field('编号', 'id', !isCopy)}
      {field('版本', 'version')}
      {field('文号', 'documentNumber')}
      {field('施行日期', 'effectiveFrom')}
      <div className="form-field">
        <span>失效日期</span>
        <Input
          size="small"
          aria-label="规则集失效日期"
          placeholder="无"
          value={draft.effectiveTo ?? ''}
          onChange={({ target }) =>
            onChange({ ...draft, effectiveTo: target.value === '' ? null : target.value })
          }
        />
      </div>
      <Checkbox
        checked={draft.openWarnings === 'undetermined'}
        onChange={({ target }) =>
          onChange({ ...draft, openWarnings: target.checked ? 'undetermined' : 'note' })
        }
      >
        有警示未核时判为待核
      </Checkbox>
    </div>
  );
}

interface RuleOnOffProps extends DraftProps {
  readonly code: string;
  readonly title: string;
}

function RuleOnOff({ draft, code, title, onChange }: RuleOnOffProps) {
  return (
    <Checkbox
      checked={!(draft.disabled ?? []).includes(code)}
      onChange={(event) => onChange(switchRule(draft, code, event.target.checked))}
    >
      <span className="num muted">{code}</span> {title}
    </Checkbox>
  );
}

function ThresholdFields({ draft, onChange }: DraftProps) {
  const { minimumNet, sliver, edgeTolerance } = draft.thresholds;
  const number = (label: string, value: number, unit: string, set: (value: number) => RuleSet) => (
    <InputNumber
      size="small"
      aria-label={label}
      min={0}
      suffix={unit}
      value={value}
      onChange={(next) => next !== null && onChange(set(next))}
    />
  );
  return (
    <section className="rule-group" aria-label="阈值">
      <h4>阈值</h4>
      {minimumNet !== null && (
        <div className="rule-threshold">
          <RuleOnOff draft={draft} code={minimumNet.code} title={minimumNet.title} onChange={onChange} />
          {number('规则集最小净面积', minimumNet.squareMeters, 'm²', (squareMeters) =>
            changeThreshold(draft, 'minimumNet', { squareMeters }),
          )}
        </div>
      )}
      {sliver !== null && (
        <div className="rule-threshold">
          <RuleOnOff draft={draft} code={sliver.code} title={sliver.title} onChange={onChange} />
          {number('规则集碎斑面积', sliver.squareMeters, 'm²', (squareMeters) =>
            changeThreshold(draft, 'sliver', { squareMeters }),
          )}
          {number('规则集碎斑宽度', sliver.widthMeters, 'm', (widthMeters) =>
            changeThreshold(draft, 'sliver', { widthMeters }),
          )}
        </div>
      )}
      {edgeTolerance !== null && (
        <div className="rule-threshold">
          <RuleOnOff
            draft={draft}
            code={edgeTolerance.code}
            title={edgeTolerance.title}
            onChange={onChange}
          />
          {number('规则集边界容差面积', edgeTolerance.squareMeters, 'm²', (squareMeters) =>
            changeThreshold(draft, 'edgeTolerance', { squareMeters }),
          )}
          {number('规则集边界容差比例', edgeTolerance.shareOfPlot * 100, '%', (percent) =>
            changeThreshold(draft, 'edgeTolerance', { shareOfPlot: percent / 100 }),
          )}
        </div>
      )}
    </section>
  );
}
