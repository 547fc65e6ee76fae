import { Button, Select } from 'antd';
import { useEffect } from 'react';
import type { ExclusionRule } from '../../shared/domain/eligibility/ruleSet.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById } from '../commands/registry.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { Section } from '../ui/Section.tsx';
import { chooseRules, loadRules, runEligibility, useEligibility } from './eligibilityStore.ts';
import { RunProgress } from './RunProgress.tsx';

/** Which rules, whether their layers are there, and the run. */
export function RulesPane() {
  const { ruleSets, rulesId, rules, running } = useEligibility();
  const layers = useProject((state) => state.project?.layers);
  const adjustment = useProject((state) => state.project?.run?.adjustment ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: layers that come or go change what is bound
  useEffect(() => {
    loadRules().catch(showFailure);
  }, [layers]);

  return (
    <>
      <Section title="口径（规则集）">
        <Select
          aria-label="规则集"
          className="wide"
          value={rulesId}
          options={ruleSets.map(({ id, title, version, origin }) => ({
            value: id,
            label: `${title} ${version}${origin === 'project' ? '（项目自有）' : ''}`,
          }))}
          onChange={(id: string) => chooseRules(id).catch(showFailure)}
        />
        {rules !== null && (
          <p className="pane-hint">
            {rules.documentNumber}　{rules.effectiveFrom} 起施行
            {rules.effectiveTo !== null && `，${rules.effectiveTo} 止`}
          </p>
        )}
        <button
          type="button"
          className="link"
          disabled={rulesId === null}
          onClick={() => runCommandById('eligibility.ruleSets')}
        >
          查看、编辑、对比规则集…
        </button>
        <div className="run-line">
          <Button type="primary" loading={running} onClick={() => runCommandById('eligibility.run')}>
            核算全部图斑　
            <KeyHint command="eligibility.run" className="chip-key" />
          </Button>
        </div>
        {adjustment !== null && (
          <p className="pane-hint">
            当前结果采用了沙盘口径{adjustment.scenarioName !== null && `“${adjustment.scenarioName}”`}
            ，再次核算仍按它。
            <button
              type="button"
              className="link"
              disabled={running}
              onClick={() => void runEligibility(null)}
            >
              改回规则集原口径并核算
            </button>
          </p>
        )}
        <RunProgress />
      </Section>
      <ExclusionList rules={rules?.exclusions ?? []} />
    </>
  );
}

function ExclusionList({ rules }: { readonly rules: readonly ExclusionRule[] }) {
  const layersByRule = useEligibility((state) => state.layersByRule);
  const disabled = useEligibility((state) => state.rules?.disabled ?? none);
  const missing = rules.filter(
    ({ code, required }) =>
      required && !disabled.includes(code) && (layersByRule.get(code) ?? []).length === 0,
  );
  return (
    <Section title="排除规则（按扣除顺序）" aside="绑定">
      {missing.length > 0 && (
        <p className="pane-hint pane-hint-warn">
          缺 {missing.length} 个必需图层：核算后全部图斑为“待核（未判定）”，不会判为可恢复。请在“准备”中导入。
        </p>
      )}
      <ul className="rule-list">
        {rules.map((rule) => (
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
            <BindingState
              rule={rule}
              layers={layersByRule.get(rule.code) ?? []}
              off={disabled.includes(rule.code)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const none: readonly string[] = [];

interface BindingStateProps {
  readonly rule: ExclusionRule;
  readonly layers: readonly string[];
  readonly off: boolean;
}

function BindingState({ rule, layers, off }: BindingStateProps) {
  if (off) return <span className="muted">已停用</span>;
  if (layers.length > 0) {
    return (
      <span className="saved" title={layers.join('、')}>
        ✓ 已绑定
      </span>
    );
  }
  return rule.required ? <span className="must">缺图层</span> : <span className="muted">未绑定</span>;
}
