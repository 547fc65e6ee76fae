import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type AttributeCondition,
  conditionOperators,
  type ExclusionRule,
  type RuleSet,
} from '../../shared/domain/eligibility/ruleSet.ts';
import { operatorTitle } from '../../shared/text/ruleDifferences.zh-CN.ts';
import {
  changeCondition,
  changeExclusion,
  moveExclusion,
  readValues,
  removeExclusion,
  splitWords,
  switchRule,
} from './ruleDraft.ts';

interface ExclusionEditorProps {
  readonly draft: RuleSet;
  readonly rule: ExclusionRule;
  readonly index: number;
  readonly onChange: (draft: RuleSet) => void;
}

/** One exclusion rule: a line with its switch, title and place, and below it, when opened, clause and filter. */
export function ExclusionEditor({ draft, rule, index, onChange }: ExclusionEditorProps) {
  const [open, setOpen] = useState(false);
  const change = (part: Partial<ExclusionRule>) => onChange(changeExclusion(draft, index, part));
  return (
    <div className="exclusion">
      <div className="exclusion-line">
        <Checkbox
          aria-label={`启用 ${rule.code}`}
          checked={!(draft.disabled ?? []).includes(rule.code)}
          onChange={(event) => onChange(switchRule(draft, rule.code, event.target.checked))}
        />
        <span className="num muted">{rule.code}</span>
        <Input
          size="small"
          aria-label={`${rule.code} 名称`}
          value={rule.title}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Button
          size="small"
          aria-label={`上移 ${rule.code}`}
          disabled={index === 0}
          onClick={() => onChange(moveExclusion(draft, index, -1))}
        >
          ↑
        </Button>
        <Button
          size="small"
          aria-label={`下移 ${rule.code}`}
          disabled={index === draft.exclusions.length - 1}
          onClick={() => onChange(moveExclusion(draft, index, 1))}
        >
          ↓
        </Button>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : '条款与筛选'}
        </Button>
      </div>
      {open && (
        <div className="exclusion-detail">
          <Labelled
            label="文号"
            code={rule.code}
            value={rule.documentNumber}
            onChange={(documentNumber) => change({ documentNumber })}
          />
          <Labelled
            label="条款"
            code={rule.code}
            value={rule.clause}
            onChange={(clause) => change({ clause })}
          />
          <div className="form-field">
            <span>条款原文</span>
            <Input.TextArea
              aria-label={`${rule.code} 条款原文`}
              rows={3}
              value={rule.clauseText}
              onChange={(event) => change({ clauseText: event.target.value })}
            />
          </div>
          <Labelled
            label="结果名称"
            code={rule.code}
            value={rule.resultTitle}
            onChange={(resultTitle) => change({ resultTitle })}
          />
          <div className="button-row">
            <Checkbox
              checked={rule.required}
              onChange={(event) => change({ required: event.target.checked })}
            >
              必需图层（缺层为待核）
            </Checkbox>
            <Checkbox
              checked={rule.whenFieldMissing === 'all'}
              onChange={({ target }) => change({ whenFieldMissing: target.checked ? 'all' : 'undetermined' })}
            >
              图层缺筛选字段时整层计入
            </Checkbox>
          </div>
          {rule.anyOf.map((condition, at) => (
            <ConditionFields
              // conditions have no name; their place is all they have
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={at}
              code={rule.code}
              number={at + 1}
              condition={condition}
              onChange={(part) => change(changeCondition(rule, at, part))}
            />
          ))}
          <div className="button-row">
            <Button
              size="small"
              onClick={() =>
                change({ anyOf: [...rule.anyOf, { field: ['DLBM'], operator: 'equals', values: [] }] })
              }
            >
              新增筛选条件
            </Button>
            <Button size="small" onClick={() => onChange(removeExclusion(draft, index))}>
              删除此规则
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly code: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Labelled({ label, code, value, onChange }: LabelledProps) {
  return (
    <div className="form-field">
      <span>{label}</span>
      <Input
        size="small"
        aria-label={`${code} ${label}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface ConditionFieldsProps {
  readonly code: string;
  readonly number: number;
  readonly condition: AttributeCondition;
  readonly onChange: (change: Partial<AttributeCondition> | null) => void;
}

/** Field aliases, operator and values; the words are taken when the field is left, so that commas can be typed. */
function ConditionFields({ code, number, condition, onChange }: ConditionFieldsProps) {
  const name = `${code} 条件 ${number}`;
  return (
    <div className="condition">
      <Input
        size="small"
        aria-label={`${name} 字段`}
        title="字段名，可写多个别名，用逗号分开"
        defaultValue={condition.field.join(', ')}
        onBlur={(event) => onChange({ field: splitWords(event.target.value) })}
      />
      <Select
        size="small"
        aria-label={`${name} 关系`}
        value={condition.operator}
        options={conditionOperators.map((operator) => ({ value: operator, label: operatorTitle(operator) }))}
        getPopupContainer={(trigger) => trigger.parentElement ?? trigger}
        onChange={(operator: AttributeCondition['operator']) => onChange({ operator })}
      />
      <Input
        size="small"
        aria-label={`${name} 取值`}
        title="一个或多个值，用逗号分开"
        defaultValue={condition.values.join(', ')}
        onBlur={(event) => onChange({ values: readValues(event.target.value, condition.values) })}
      />
      <Button size="small" aria-label={`删除 ${name}`} onClick={() => onChange(null)}>
        ×
      </Button>
    </div>
  );
}
