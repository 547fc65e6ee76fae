import { QueueFilters } from './QueueFilters.tsx';
import { QueueList } from './QueueList.tsx';
import { QueueTabs } from './QueueTabs.tsx';

/** The plots to judge: piles, filters, the list and its sum. */
export function QueuePane() {
  return (
    <div className="queue">
      <QueueTabs />
      <QueueFilters />
      <QueueList />
    </div>
  );
}
