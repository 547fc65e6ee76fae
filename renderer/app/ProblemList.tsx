import { selectPlot } from '../session/currentPlotStore.ts';
import { useProblems } from '../session/problemStore.ts';
import { useProject } from '../session/projectStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMu } from '../ui/formatArea.ts';

/** What needs a look: plots that could not be computed, rules without a layer, features an import changed. */
export function ProblemList() {
  const run = useProject((state) => state.project?.run ?? null);
  const imports = useProblems((state) => state.imports);
  const notComputed = run?.notComputed ?? [];
  const missing = run?.missingRules ?? [];
  if (notComputed.length + missing.length + imports.length === 0)
    return (
      <EmptyState title="没有待处理的问题">
        导入时修复或跳过的要素、未能计算的图斑、缺少图层的规则会列在这里。
      </EmptyState>
    );
  return (
    <ul className="problem-list num">
      {missing.map((rule) => (
        <li key={rule}>
          <span className="problem-kind problem-warn">缺图层</span>
          <span>规则 {rule} 必需，但没有绑定图层：全部图斑为“待核”。请在“准备”中导入并指定该规则。</span>
        </li>
      ))}
      {notComputed.map((plot) => (
        <li key={plot.plotId}>
          <span className="problem-kind problem-bad">未计算</span>
          <button type="button" className="link" onClick={() => selectPlot(plot.plotId, 'list')}>
            {plot.plotNo}
          </button>
          <span className="muted">{plot.code}</span>
        </li>
      ))}
      {imports.map((problem) => (
        <li key={`${problem.layerName} ${problem.featureIndex} ${problem.kind}`}>
          <span
            className={problem.kind === 'skipped' ? 'problem-kind problem-bad' : 'problem-kind problem-warn'}
          >
            {problem.kind === 'skipped' ? '已跳过' : '已修复'}
          </span>
          <span>
            {problem.layerName} 第 {problem.featureIndex + 1} 个要素：{problem.why}
          </span>
          {problem.areaBefore !== null && (
            <span className="muted">
              {formatMu(problem.areaBefore)} → {formatMu(problem.areaAfter)} 亩
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
