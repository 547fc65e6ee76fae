import type { ReviewStatus } from '../../shared/domain/review/reviewStatus.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { changeFilter, useQueue } from '../session/queueStore.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { TabBar } from '../ui/TabBar.tsx';

const piles = ['unjudged', 'all', 'doubtful', 'returned'] as const;

/** True where a tab is lit for a status; the chip of the filters tells the others. */
export function hasTab(status: ReviewStatus): boolean {
  return piles.some((pile) => pile === status);
}

/** The piles, each with its count over the whole project. */
export function QueueTabs() {
  const counts = useQueue((state) => state.counts);
  const active = useQueue((state) => state.filter.status ?? 'all');
  const countOf = (pile: ReviewStatus | 'all') => {
    if (counts === null) return '';
    const count = pile === 'all' ? Object.values(counts).reduce((sum, part) => sum + part, 0) : counts[pile];
    return formatCount(count);
  };
  const tabs = piles.map((key) => ({
    key,
    title: (
      <>
        {key === 'all' ? '全部' : reviewStatusLabels[key].title}
        <em className="num">{countOf(key)}</em>
      </>
    ),
  }));
  return (
    <TabBar<ReviewStatus | 'all'>
      label="图斑队列"
      tabs={tabs}
      active={active}
      onChoose={(pile) => changeFilter({ status: pile === 'all' ? undefined : pile })}
    />
  );
}
