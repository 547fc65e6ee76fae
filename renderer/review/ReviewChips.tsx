import type { ReactNode } from 'react';
import { runCommandById } from '../commands/registry.ts';
import { MapChips } from '../map/MapChips.tsx';
import { useReview } from './reviewStore.ts';

/** Small facts over the map that matter while judging. */
export function ReviewChips({ children }: { readonly children: ReactNode }) {
  const autoAdvance = useReview((state) => state.autoAdvance);
  return (
    <div className="chips-float">
      {children}
      <MapChips />
      <button
        type="button"
        title="判完自动到下一块未判　F8"
        aria-pressed={autoAdvance}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runCommandById('review.autoAdvance')}
      >
        自动前进 {autoAdvance ? '开' : '关'} <span className="chip-key">F8</span>
      </button>
      <button
        type="button"
        title="快捷键一览　?"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runCommandById('window.cheatSheet')}
      >
        快捷键 <span className="chip-key">?</span>
      </button>
    </div>
  );
}
