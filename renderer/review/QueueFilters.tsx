import { Dropdown, Input } from 'antd';
import { useEffect, useState } from 'react';
import { eligibilityVerdicts } from '../../shared/domain/eligibility/verdict.ts';
import { reviewStatuses } from '../../shared/domain/review/reviewStatus.ts';
import { eligibilityLabels, reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { changeFilter, useQueue } from '../session/queueStore.ts';
import { clearable } from '../ui/clearable.tsx';
import { FilterChip } from '../ui/FilterChip.tsx';
import { MoreFilters } from './MoreFilters.tsx';
import { hasTab } from './QueueTabs.tsx';
import { goToFirst } from './reviewActions.ts';
import { SavedFilters } from './SavedFilters.tsx';

const typingPauseMilliseconds = 150;

/** Chips that say what is shown; a set one is taken out by its cross. */
export function QueueFilters() {
  const filter = useQueue((state) => state.filter);
  const towns = useQueue((state) => state.towns);
  const [text, setText] = useState(filter.text ?? '');

  // a filter taken up from elsewhere brings its own words
  useEffect(() => setText(filter.text ?? ''), [filter.text]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if ((useQueue.getState().filter.text ?? '') !== text) changeFilter({ text });
    }, typingPauseMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);

  const townItems = towns.map((town) => ({ key: town.name, label: `${town.name}　${town.plots}` }));
  const eligibilityItems = eligibilityVerdicts.map((verdict) => ({
    key: verdict,
    label: `${eligibilityLabels[verdict].glyph} ${eligibilityLabels[verdict].title}`,
  }));
  const statusItems = reviewStatuses.map((status) => ({
    key: status,
    label: reviewStatusLabels[status].title,
  }));
  const eligibility = filter.eligibility;
  return (
    <div className="filters">
      <Input
        className="filter-text"
        size="small"
        allowClear={clearable}
        aria-label="按图斑号、乡镇或村筛选"
        title="图斑号、乡镇、村、拼音首字母"
        placeholder="编号、村名"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (event.nativeEvent.isComposing) return;
          event.currentTarget.blur();
          changeFilter({ text });
          goToFirst();
        }}
      />
      <Dropdown
        trigger={['click']}
        menu={{
          items: townItems,
          className: 'tall-menu',
          onClick: ({ key }) => changeFilter({ townName: key }),
        }}
      >
        <FilterChip
          title="乡镇"
          value={filter.townName}
          onClear={() => changeFilter({ townName: undefined })}
        />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          items: eligibilityItems,
          onClick: ({ key }) => changeFilter({ eligibility: eligibilityVerdicts.find((one) => one === key) }),
        }}
      >
        <FilterChip
          title="核算"
          value={eligibility === undefined ? undefined : eligibilityLabels[eligibility].title}
          onClear={() => changeFilter({ eligibility: undefined })}
        />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          items: statusItems,
          onClick: ({ key }) => changeFilter({ status: reviewStatuses.find((one) => one === key) }),
        }}
      >
        <FilterChip
          title="状态"
          value={
            filter.status === undefined || hasTab(filter.status)
              ? undefined
              : reviewStatusLabels[filter.status].title
          }
          onClear={() => changeFilter({ status: undefined })}
        />
      </Dropdown>
      <MoreFilters />
      <SavedFilters />
    </div>
  );
}
