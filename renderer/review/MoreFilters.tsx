import { Dropdown } from 'antd';
import type { PlotFilter } from '../../shared/contract/records/plotRecords.ts';
import { plotSorts } from '../../shared/domain/review/plotSort.ts';
import { plotSortTitles } from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { describePlotType } from '../../shared/text/plotTypes.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { changeFilter, useQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { FilterChip } from '../ui/FilterChip.tsx';

const squareMetersPerMu = 2000 / 3;
/** Bounds in 亩 people sort plots by. */
const areaRanges: readonly (readonly [number | undefined, number | undefined])[] = [
  [undefined, 1],
  [1, 5],
  [5, 15],
  [15, undefined],
];

interface Item {
  readonly key: string;
  readonly label: string;
}

/** Asks what there is to choose from when a menu opens: reviewers and rules change while people work. */
function loadFacets(open: boolean): void {
  if (!open) return;
  backend
    .call('plot.facets', {})
    .then((facets) => useQueue.setState({ facets }))
    .catch(showFailure);
}

/** Village, land class, type, area, rule, reviewer, assignee, flag, and the order of the list. */
export function MoreFilters() {
  const filter = useQueue((state) => state.filter);
  const facets = useQueue((state) => state.facets);
  const villages = (facets?.villages ?? []).filter(
    ({ town }) => filter.townName === undefined || town === filter.townName,
  );
  const count = (label: string, plots: number) => `${label}　${plots}`;
  const order =
    filter.sort === undefined ? undefined : `${plotSortTitles[filter.sort]}${filter.descending ? '↓' : '↑'}`;
  return (
    <>
      <Choice
        title="村"
        value={filter.villageName}
        items={villages.map(({ town, name, plots }) => ({
          key: `${town}\n${name}`,
          label: count(filter.townName === undefined ? `${town} ${name}` : name, plots),
        }))}
        onChoose={(key) => {
          const [townName, villageName] = key.split('\n');
          changeFilter({ townName, villageName });
        }}
        onClear={() => changeFilter({ villageName: undefined })}
      />
      <Choice
        title="地类"
        value={filter.landClassCode}
        items={(facets?.landClasses ?? []).map(({ code, plots }) => ({
          key: code,
          label: count(`${code} ${landClassTitle(code)}`, plots),
        }))}
        onChoose={(landClassCode) => changeFilter({ landClassCode })}
        onClear={() => changeFilter({ landClassCode: undefined })}
      />
      {(facets === null || facets.plotTypes.length > 0) && (
        <Choice
          title="类型"
          value={filter.plotType === undefined ? undefined : describePlotType(filter.plotType)}
          items={(facets?.plotTypes ?? []).map(({ code, plots }) => ({
            key: code,
            label: count(describePlotType(code), plots),
          }))}
          onChoose={(plotType) => changeFilter({ plotType })}
          onClear={() => changeFilter({ plotType: undefined })}
        />
      )}
      <Choice
        title="面积"
        value={describeRange(filter)}
        items={areaRanges.map(([least, most], index) => ({
          key: String(index),
          label: rangeTitle(least, most),
        }))}
        onChoose={(key) => {
          const [least, most] = areaRanges[Number(key)] ?? [];
          changeFilter({ minSquareMeters: toSquareMeters(least), maxSquareMeters: toSquareMeters(most) });
        }}
        onClear={() => changeFilter({ minSquareMeters: undefined, maxSquareMeters: undefined })}
      />
      <Choice
        title="规则"
        value={filter.rule}
        items={(facets?.rules ?? []).map(({ code, title, plots }) => ({
          key: code,
          label: count(`${code} ${title}`, plots),
        }))}
        onChoose={(rule) => changeFilter({ rule })}
        onClear={() => changeFilter({ rule: undefined })}
      />
      <Choice
        title="审核员"
        value={filter.reviewer}
        items={(facets?.reviewers ?? []).map(({ name, plots }) => ({ key: name, label: count(name, plots) }))}
        onChoose={(reviewer) => changeFilter({ reviewer })}
        onClear={() => changeFilter({ reviewer: undefined })}
      />
      <Choice
        title="分派"
        value={filter.assignee === undefined ? undefined : assigneeTitle(filter.assignee)}
        items={(facets?.assignees ?? []).map(({ name, plots }) => ({
          key: name,
          label: count(assigneeTitle(name), plots),
        }))}
        onChoose={(assignee) => changeFilter({ assignee })}
        onClear={() => changeFilter({ assignee: undefined })}
      />
      <FilterChip
        title="⚑ 标记"
        value={filter.flagged === true ? '⚑ 已标记' : undefined}
        onClick={() => changeFilter({ flagged: true })}
        onClear={() => changeFilter({ flagged: undefined })}
      />
      <Choice
        title="排序"
        value={order}
        items={plotSorts.flatMap((sort) => [
          { key: sort, label: `${plotSortTitles[sort]} ↑` },
          { key: `${sort} descending`, label: `${plotSortTitles[sort]} ↓` },
        ])}
        onChoose={(key) => {
          const sort = plotSorts.find((one) => one === key.split(' ')[0]);
          changeFilter({ sort, descending: key.endsWith('descending') ? true : undefined });
        }}
        onClear={() => changeFilter({ sort: undefined, descending: undefined })}
      />
    </>
  );
}

/** One's own plots are told apart from everybody else's. */
function assigneeTitle(name: string): string {
  return name === reviewerName() ? `我的（${name}）` : name;
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string | undefined;
  readonly items: readonly Item[];
  readonly onChoose: (key: string) => void;
  readonly onClear: () => void;
}

function Choice({ title, value, items, onChoose, onClear }: ChoiceProps) {
  return (
    <Dropdown
      trigger={['click']}
      onOpenChange={loadFacets}
      menu={{
        items: items.map(({ key, label }) => ({ key, label })),
        className: 'tall-menu',
        onClick: ({ key }) => onChoose(key),
      }}
    >
      <FilterChip title={title} value={value} onClear={onClear} />
    </Dropdown>
  );
}

function toSquareMeters(mu: number | undefined): number | undefined {
  return mu === undefined ? undefined : mu * squareMetersPerMu;
}

function rangeTitle(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return `不超过 ${most} 亩`;
  return most === undefined ? `${least} 亩以上` : `${least}–${most} 亩`;
}

function describeRange({ minSquareMeters, maxSquareMeters }: PlotFilter): string | undefined {
  if (minSquareMeters === undefined && maxSquareMeters === undefined) return undefined;
  const mu = (area: number | undefined) =>
    area === undefined ? undefined : Math.round(area / squareMetersPerMu);
  return rangeTitle(mu(minSquareMeters), mu(maxSquareMeters));
}
