import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useEffect } from 'react';
import type { ExclusionRule } from '../../shared/domain/eligibility/ruleSet.ts';
import { runCommandById } from '../commands/registry.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { cancelJob, runningJobs, useJobs } from '../session/jobStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { Section } from '../ui/Section.tsx';
import { askWhatIf, chooseRules, loadRules, useEligibility } from './eligibilityStore.ts';

/** The run: by which rules, and what would change if one of them were not there. */
export function EligibilityPane() {
  const { ruleSets, rulesId, rules, layersByRule, running } = useEligibility();
  const layers = useProject((state) => state.project?.layers);
  const hasRun = useProject((state) => state.project?.run != null);
  const job = useJobs((state) => runningJobs(state.jobs).find(({ method }) => method === 'eligibility.run'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: layers that come or go change what is bound
  useEffect(() => {
    loadRules().catch(showFailure);
  }, [layers]);

  return (
    <div className="pane-scroll">
      <Section title="口径（规则集）">
        <Select
          aria-label="规则集"
          className="wide"
          value={rulesId}
          options={ruleSets.map(({ id, title, version }) => ({ value: id, label: `${title} ${version}` }))}
          onChange={(id: string) => chooseRules(id).catch(showFailure)}
        />
        {rules !== null && (
          <p className="pane-hint">
            {rules.documentNumber}　{rules.effectiveFrom} 起施行
          </p>
        )}
        <div className="run-line">
          <Button type="primary" loading={running} onClick={() => runCommandById('eligibility.run')}>
            核算全部图斑　F5
          </Button>
        </div>
        {job !== undefined && (
          <div className="run-progress num">
            <span className="ellipsis">
              {job.stage} {job.total > 0 && `${job.done} / ${job.total}`}
            </span>
            <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
              取消
            </button>
            <ProgressLine label={job.stage} done={job.done} total={job.total} width="100%" />
          </div>
        )}
      </Section>
      <Section title="排除规则（按扣除顺序）" aside="绑定">
        <ul className="rule-list">
          {rules?.exclusions.map((rule) => (
            <li key={rule.code} title={`${rule.documentNumber} ${rule.clause}\n${rule.clauseText}`}>
              <span
                className="swatch"
                style={{
                  backgroundImage: hatchBackground(ruleStyle(rule.code)),
                  borderColor: ruleStyle(rule.code).color,
                }}
              />
              <span className="num muted">{rule.code}</span>
              <span className="ellipsis">{rule.title}</span>
              {(layersByRule.get(rule.code) ?? []).length > 0 ? (
                <span className="saved" title={layersByRule.get(rule.code)?.join('、')}>
                  ✓ 已绑定
                </span>
              ) : rule.required ? (
                <span className="must">缺图层</span>
              ) : (
                <span className="muted">未绑定</span>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {hasRun && <WhatIfControls />}
    </div>
  );
}

const none: readonly ExclusionRule[] = [];

/** 口径沙盘: nothing here is stored; the official result stays the run above. */
function WhatIfControls() {
  const { without, minimumNetSquareMeters } = useEligibility();
  const exclusions = useEligibility((state) => state.rules?.exclusions ?? none);
  return (
    <Section title="口径沙盘（试算，不保存）">
      <p className="pane-hint">取消勾选一条规则，或改最小净面积，右侧立即显示差额和会改变结论的图斑。</p>
      <ul className="whatif-list">
        {exclusions.map((rule) => (
          <li key={rule.code}>
            <Checkbox
              checked={!without.includes(rule.code)}
              onChange={(event) =>
                void askWhatIf({
                  without: event.target.checked
                    ? without.filter((code) => code !== rule.code)
                    : [...without, rule.code],
                })
              }
            >
              {rule.title}
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="whatif-minimum">
        <span>最小净面积</span>
        <InputNumber
          aria-label="最小净面积（平方米）"
          min={0}
          max={100_000}
          step={50}
          placeholder="400"
          suffix="m²"
          value={minimumNetSquareMeters}
          onChange={(value) => void askWhatIf({ minimumNetSquareMeters: value })}
        />
      </div>
    </Section>
  );
}
