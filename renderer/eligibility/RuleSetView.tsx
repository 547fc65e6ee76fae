import type { AttributeCondition, RuleSet } from '../../shared/domain/eligibility/ruleSet.ts';
import { describeCondition } from '../../shared/text/ruleDifferences.zh-CN.ts';

/** One rule set as it is read: every rule with its document, clause and wording. */
export function RuleSetView({ ruleSet }: { readonly ruleSet: RuleSet }) {
  const { minimumNet, sliver, edgeTolerance } = ruleSet.thresholds;
  const off = new Set(ruleSet.disabled ?? []);
  const shared = (rule: RuleHead) => ({ ...rule, off: off.has(rule.code) });
  return (
    <div className="rule-view">
      <p>
        <b>{ruleSet.title}</b>　<span className="num muted">{`${ruleSet.id} ${ruleSet.version}`}</span>
      </p>
      <p className="muted">
        {ruleSet.documentNumber}　{ruleSet.effectiveFrom} 起施行
        {ruleSet.effectiveTo !== null && `，${ruleSet.effectiveTo} 止`}　有警示未核时：
        {ruleSet.openWarnings === 'note' ? '只提示' : '判为待核'}
      </p>
      <RuleGroup title="图斑自身">
        {ruleSet.plotRules.map((rule) => (
          <RuleRow key={rule.code} {...shared(rule)} detail={`${rule.values.join('、')} 整块不计`} />
        ))}
      </RuleGroup>
      <RuleGroup title="排除规则（按扣除次序）">
        {ruleSet.exclusions.map((rule) => (
          <RuleRow
            key={rule.code}
            {...shared(rule)}
            detail={`${rule.required ? '必需图层，缺层为待核' : '有图层才扣'}；${sayFilter(rule.anyOf)}`}
          />
        ))}
      </RuleGroup>
      <RuleGroup title="警示与说明">
        {ruleSet.recordNotes.map((rule) => (
          <RuleRow
            key={rule.code}
            {...shared(rule)}
            detail={rule.outcomes
              .map(({ resultCode, resultTitle }) => `${resultCode} ${resultTitle}`)
              .join('；')}
          />
        ))}
        {ruleSet.layerNotes.map((rule) => (
          <RuleRow
            key={rule.code}
            {...shared(rule)}
            detail={`${rule.resultCode} ${rule.resultTitle}，重叠超过 ${rule.minimumSquareMeters} m²`}
          />
        ))}
      </RuleGroup>
      <RuleGroup title="阈值">
        {minimumNet !== null && (
          <RuleRow {...shared(minimumNet)} detail={`净面积小于 ${minimumNet.squareMeters} m² 不计`} />
        )}
        {sliver !== null && (
          <RuleRow
            {...shared(sliver)}
            detail={`碎斑小于 ${sliver.squareMeters} m² 或窄于 ${sliver.widthMeters} m 舍去并列出`}
          />
        )}
        {edgeTolerance !== null && (
          <RuleRow
            {...shared(edgeTolerance)}
            detail={`小于 ${edgeTolerance.squareMeters} m² 且小于图斑的 ${edgeTolerance.shareOfPlot * 100}% 不扣并列出`}
          />
        )}
      </RuleGroup>
    </div>
  );
}

interface RuleHead {
  readonly code: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
}

function RuleGroup({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="rule-group" aria-label={title}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

interface RuleRowProps extends RuleHead {
  readonly off: boolean;
  readonly detail: string;
}

function RuleRow({ code, title, documentNumber, clause, clauseText, off, detail }: RuleRowProps) {
  return (
    <div className={off ? 'rule-row rule-row-off' : 'rule-row'}>
      <span className="num muted">{code}</span>
      <div>
        <b>{title}</b>
        {off && <span className="must">　已停用</span>}　<span className="muted">{detail}</span>
        <div className="rule-clause">
          {[documentNumber, clause].filter((part) => part !== '').join('　')}
          {clauseText !== '' && <q>{clauseText}</q>}
        </div>
      </div>
    </div>
  );
}

function sayFilter(anyOf: readonly AttributeCondition[]): string {
  return anyOf.length === 0 ? '全部要素' : `要素 ${anyOf.map(describeCondition).join('，或 ')}`;
}
