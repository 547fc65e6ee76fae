import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useProject } from '../session/projectStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { setView } from '../session/viewStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

/** What the list and the table say where the filter, or the project, has no plots. */
export function NoRows() {
  const { filter } = useQueue.getState();
  const plots = useProject((state) => state.project?.counts.plots ?? 0);
  if (plots === 0)
    return (
      <EmptyState
        title="项目中还没有图斑"
        action={
          <button type="button" className="link" onClick={() => setView({ mode: 'prepare' })}>
            去“准备”导入 <KeyHint command="mode.prepare" />
          </button>
        }
      >
        导入图斑图层后，这里按乡镇、状态列出待判图斑。
      </EmptyState>
    );
  const onlyStatus = Object.keys(filter).length === 1 && filter.status !== undefined;
  return (
    <EmptyState
      title={
        onlyStatus
          ? `没有${reviewStatusLabels[filter.status ?? 'unjudged'].title}的图斑`
          : '没有符合筛选的图斑'
      }
    >
      {onlyStatus && filter.status === 'unjudged' ? (
        <>
          全部判完了。可到“出件”
          <KeyHint command="mode.report" className="brackets" />
          导出成果。
        </>
      ) : (
        '去掉一个筛选条件，或换到“全部”。'
      )}
    </EmptyState>
  );
}
