import type { ReviewStatus } from '../../shared/domain/review/reviewStatus.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { changeFilter, useQueue } from '../session/queueStore.ts';
import { formatCount } from '../ui/formatNumber.ts';

const tabs: readonly (ReviewStatus | 'all')[] = ['unjudged', 'all', 'doubtful', 'returned'];

/** The piles, each with its count over the whole project. */
export function QueueTabs() {
  const counts = useQueue((state) => state.counts);
  const active = useQueue((state) => state.filter.status ?? 'all');
  const countOf = (tab: ReviewStatus | 'all') => {
    if (counts === null) return '';
    const count = tab === 'all' ? Object.values(counts).reduce((sum, part) => sum + part, 0) : counts[tab];
    return formatCount(count);
  };
  return (
    <div className="tabs" role="tablist" aria-label="图斑队列">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === active}
          onClick={() => changeFilter({ status: tab === 'all' ? undefined : tab })}
        >
          {tab === 'all' ? '全部' : reviewStatusLabels[tab].title}
          <em className="num">{countOf(tab)}</em>
        </button>
      ))}
    </div>
  );
}
