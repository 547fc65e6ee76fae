import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { DatasetSummary } from '../../shared/contract/records/importRecords.ts';
import { type LayerRole, layerRoles } from '../../shared/domain/eligibility/ruleSet.ts';
import { layerRoleLabels } from '../../shared/text/labels.zh-CN.ts';
import { describeImportFinding } from '../../shared/text/vectorImport.zh-CN.ts';
import { CrsSelect } from '../map/CrsSelect.tsx';
import { useProject } from '../session/projectStore.ts';
import { clearable } from '../ui/clearable.tsx';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { fileName, importVector, useImport } from './importStore.ts';
import { RuleSelect } from './RuleSelect.tsx';

const encodings = [
  { value: 'gb18030', label: 'GBK / GB18030' },
  { value: 'utf8', label: 'UTF-8' },
];
const shownFields = 6;

/** One layer that was found in the files: what is in it, and what it shall be. */
export function DatasetForm({
  dataset,
  number,
}: {
  readonly dataset: DatasetSummary;
  readonly number: number;
}) {
  const busy = useImport((state) => state.busy);
  const hasPlots = useProject((state) => state.project?.layers.some(({ role }) => role === 'plots') ?? false);
  const [role, setRole] = useState<LayerRole>(hasPlots ? 'exclusion' : 'plots');
  const [name, setName] = useState(dataset.layer);
  const [rule, setRule] = useState<string | undefined>(undefined);
  const [crs, setCrs] = useState<string | undefined>(undefined);
  const [encoding, setEncoding] = useState<string | undefined>(undefined);
  const [plotNoField, setPlotNoField] = useState<string | undefined>(undefined);
  const needsCrs = dataset.crs === null && crs === undefined;
  const needsRule = role === 'exclusion' && rule === undefined;
  const choice = { role, name, rule: role === 'exclusion' ? rule : undefined, crs, encoding, plotNoField };

  return (
    <Section title={`${number === 0 ? '② ' : ''}${fileName(dataset.file)}`} aside={dataset.driver}>
      <dl className="facts num">
        <dt>内容</dt>
        <dd>
          {formatCount(dataset.features)} 个要素 · {dataset.geometryType}
        </dd>
        <dt>坐标系</dt>
        <dd>
          {dataset.crs ?? <span className="must">文件中没有</span>}
          {dataset.crsGuess.length > 0 && <span className="muted"> 推测 {dataset.crsGuess.join('、')}</span>}
        </dd>
        <dt>编码</dt>
        <dd>
          {dataset.encoding ?? (
            <span className="muted">
              {dataset.encodingGuess === null ? '不适用' : `推测 ${dataset.encodingGuess}`}
            </span>
          )}
        </dd>
        {dataset.fields.slice(0, shownFields).map((field) => (
          <FieldSample key={field.name} name={field.name} samples={field.samples} />
        ))}
      </dl>
      {dataset.findings.length > 0 && (
        <ul className="finding-list num">
          {dataset.findings.map((finding) => (
            <li key={finding.code}>
              <span className="problem-kind problem-warn" title={finding.code}>
                {describeImportFinding(finding.code)}
              </span>{' '}
              {finding.count} 处<span className="muted"> {finding.examples.slice(0, 3).join('、')}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="form">
        <Select
          aria-label="用途"
          value={role}
          options={layerRoles.map((value) => ({ value, label: layerRoleLabels[value] }))}
          onChange={setRole}
        />
        {role === 'exclusion' && <RuleSelect value={rule} onChange={setRule} />}
        {role === 'plots' && (
          <Select
            aria-label="图斑编号字段"
            allowClear={clearable}
            placeholder="图斑编号字段（自动识别）"
            options={dataset.fields.map((field) => ({ value: field.name, label: field.name }))}
            value={plotNoField}
            onChange={(value: string | undefined) => setPlotNoField(value)}
          />
        )}
        <Input
          aria-label="图层名称"
          prefix={<span className="muted">名称</span>}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <CrsSelect
          value={crs}
          onChange={setCrs}
          placeholder={dataset.crs === null ? '指定坐标系（必需）' : '坐标系：按文件'}
        />
        <Select
          aria-label="文字编码"
          allowClear={clearable}
          placeholder="文字编码：自动识别"
          options={encodings}
          value={encoding}
          onChange={(value: string | undefined) => setEncoding(value)}
        />
        <Button
          type="primary"
          loading={busy === 'import'}
          disabled={needsCrs || needsRule || name.trim() === ''}
          onClick={() => void importVector(dataset, choice)}
        >
          ③ 导入
        </Button>
        {(needsCrs || needsRule) && (
          <p className="pane-hint">{needsCrs ? '请先指定坐标系。' : '请先选择此图层对应的排除规则。'}</p>
        )}
      </div>
    </Section>
  );
}

function FieldSample({ name, samples }: { readonly name: string; readonly samples: readonly string[] }) {
  return (
    <>
      <dt className="ellipsis" title={name}>
        {name}
      </dt>
      <dd className="ellipsis muted">{samples.slice(0, 3).join('、')}</dd>
    </>
  );
}
