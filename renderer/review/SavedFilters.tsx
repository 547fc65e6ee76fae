import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlotFilter, SavedFilter } from '../../shared/contract/records/plotRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { replaceFilter, useQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure } from '../session/toastStore.ts';

const askFilters = createAnswerOrder();

/** Filters kept in the project under a name: take one up, keep the present one, forget one. */
export function SavedFilters() {
  const filter = useQueue((state) => state.filter);
  const [open, setOpen] = useState(false);
  const [filters, setFilters] = useState<readonly SavedFilter[]>([]);
  const [name, setName] = useState('');
  const box = useRef<HTMLDivElement>(null);

  const load = useCallback((asked: Promise<{ filters: SavedFilter[] }>) => {
    const isNewest = askFilters();
    asked.then((reply) => isNewest() && setFilters(reply.filters)).catch(showFailure);
  }, []);
  useEffect(() => {
    if (!open) return;
    load(backend.call('filter.list', {}));
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [open, load]);

  const keep = () => {
    if (name.trim() === '') return;
    load(backend.call('filter.save', { name: name.trim(), filter: { ...filter }, by: reviewerName() }));
    setName('');
  };
  const used = filters.find((saved) => sameFilter(saved.filter, filter));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the list from any of its controls
    <div
      ref={box}
      className="saved-filters"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        setOpen(false);
      }}
    >
      <span className={used === undefined ? 'chip' : 'chip chip-on'}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {used?.name ?? '方案'} ▾
        </button>
      </span>
      {open && (
        <div className="saved-filter-list">
          {filters.length === 0 && <p className="pane-hint">还没有保存的筛选。设好条件后在下面起名保存。</p>}
          <ul aria-label="已保存的筛选">
            {filters.map((saved) => (
              <li key={saved.name}>
                <button
                  type="button"
                  className="saved-filter-name ellipsis"
                  aria-current={saved === used ? 'true' : undefined}
                  onClick={() => {
                    replaceFilter(saved.filter);
                    setOpen(false);
                  }}
                >
                  {saved.name}
                </button>
                <button
                  type="button"
                  className="link"
                  aria-label={`删除筛选：${saved.name}`}
                  onClick={() =>
                    load(backend.call('filter.remove', { name: saved.name, by: reviewerName() }))
                  }
                >
                  删除
                </button>
              </li>
            ))}
          </ul>
          <div className="saved-filter-new">
            <input
              aria-label="筛选名称"
              placeholder="给当前筛选起名"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
                event.preventDefault();
                keep();
              }}
            />
            <button type="button" disabled={name.trim() === ''} onClick={keep}>
              保存
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

function sameFilter(first: PlotFilter, second: PlotFilter): boolean {
  const text = (filter: PlotFilter) => JSON.stringify(Object.entries(filter).sort());
  return text(first) === text(second);
}
