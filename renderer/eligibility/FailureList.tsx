import { useEffect, useState } from 'react';
import type { RunFailure } from '../../shared/contract/records/scenarioRecords.ts';
import { describeNotComputed } from '../../shared/text/notComputed.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';
import { LongList } from '../ui/LongList.tsx';
import { PlotLink } from './PlotLink.tsx';

/** Plots that could not be computed, each with why and what to do; the total stays empty until they are. */
export function FailureList() {
  const [failures, setFailures] = useState<readonly RunFailure[]>([]);
  useEffect(() => {
    backend
      .call('eligibility.failures', {})
      .then((reply) => setFailures(reply.failures))
      .catch(showFailure);
  }, []);
  return (
    <>
      <p className="pane-hint pane-hint-warn">{failures.length} 块图斑未能计算，合计不给出：</p>
      <LongList
        label="未能计算的图斑"
        rows={failures}
        rowHeight={58}
        maximumHeight={232}
        render={({ plotId, plotNo, townName, code, detail }) => (
          <div className="failure-row" title={detail}>
            <PlotLink plotId={plotId} plotNo={plotNo} />
            <span className="muted ellipsis" title={townName}>
              {townName}
            </span>
            <span className="failure-why">{describeNotComputed(code)}</span>
          </div>
        )}
      />
    </>
  );
}
