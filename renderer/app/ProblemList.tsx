import { useEffect, useState } from 'react';
import type { ImportProblem } from '../../shared/contract/records/importRecords.ts';
import { describeNotComputed } from '../../shared/text/notComputed.zh-CN.ts';
import { describeImportFinding } from '../../shared/text/vectorImport.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMu } from '../ui/formatArea.ts';

/** What needs a look: plots that could not be computed, rules without a layer, features an import changed. */
export function ProblemList() {
  const run = useProject((state) => state.project?.run ?? null);
  const imports = useImportProblems();
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
          <span>{describeNotComputed(plot.code)}</span>
        </li>
      ))}
      {imports.map((problem) => (
        <ImportProblemRow key={`${problem.layerId} ${problem.index} ${problem.kind}`} problem={problem} />
      ))}
    </ul>
  );
}

function ImportProblemRow({ problem }: { readonly problem: ImportProblem }) {
  const skipped = problem.kind === 'skipped';
  return (
    <li>
      <span className={`problem-kind ${skipped ? 'problem-bad' : 'problem-warn'}`}>
        {skipped ? '已跳过' : '已修复'}
      </span>
      <span>
        {problem.layerName} 第 {problem.index + 1} 个要素：{describeImportFinding(problem.why)}
      </span>
      {problem.areaBefore !== null && (
        <span className="muted">
          {formatMu(problem.areaBefore)} → {formatMu(problem.areaAfter)} 亩
        </span>
      )}
    </li>
  );
}

/** Kept with the project, so they are there after a restart too; read again when a layer comes or goes. */
function useImportProblems(): readonly ImportProblem[] {
  const layers = useProject((state) => state.project?.layers.map(({ id }) => id).join(' ') ?? '');
  const [problems, setProblems] = useState<readonly ImportProblem[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the layers is what asks for reading again
  useEffect(() => {
    let current = true;
    backend
      .call('import.problems', {})
      .then((reply) => current && setProblems(reply.problems))
      .catch(showFailure);
    return () => {
      current = false;
    };
  }, [layers]);
  return problems;
}
