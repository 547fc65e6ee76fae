import { Button, Spin } from 'antd';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById } from '../commands/registry.ts';
import { leavePast, usePast } from '../session/pastStore.ts';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';

/** Over everything while the past is shown: which moment it is, that nothing can be changed, and the way back. */
export function PastBanner() {
  const { moment, entering } = usePast();
  if (entering)
    return (
      <section className="past-banner" aria-label="历史时点">
        <Spin size="small" />
        <b role="status">正在由操作记录推算当时的状态，图斑多时要几秒。</b>
      </section>
    );
  if (moment === null) return null;
  const { sequence, atUtc, laterCommands, removedLayers, runKept, blindPlots } = moment;
  const notes = [
    ...removedLayers.map(
      ({ name, features }) => `“${name}”（${formatCount(features)} 个要素）其后已移除，无法重现`,
    ),
    ...(runKept ? [] : ['当时的核算结果已不再保存，核算结论留空']),
    ...(blindPlots > 0 ? [`${formatCount(blindPlots)} 块正在复核，当时的结论不显示`] : []),
  ];
  return (
    <section className="past-banner" aria-label="历史时点">
      <b className="num">正在查看 {formatDateTime(atUtc)} 的状态，只读</b>
      <span className="num past-where">
        截至第 {formatCount(sequence)} 条操作，其后 {formatCount(laterCommands)} 条
      </span>
      {notes.length > 0 && (
        <span className="past-note ellipsis" title={notes.join('；')}>
          {notes.join('；')}
        </span>
      )}
      <span className="past-actions">
        <Button size="small" onClick={() => runCommandById('history.differences')}>
          与现在的变化
        </Button>
        <Button size="small" onClick={() => runCommandById('history.enter')}>
          换一个时点
        </Button>
        <Button size="small" type="primary" onClick={leavePast}>
          返回现在 <KeyHint command="window.escape" />
        </Button>
      </span>
    </section>
  );
}
