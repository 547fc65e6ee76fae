import type { ReactNode } from 'react';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById, useTooltip } from '../commands/registry.ts';
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
        title={useTooltip('review.autoAdvance', '判完自动到下一块未判')}
        aria-pressed={autoAdvance}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runCommandById('review.autoAdvance')}
      >
        自动前进 {autoAdvance ? '开' : '关'} <KeyHint command="review.autoAdvance" className="chip-key" />
      </button>
      <button
        type="button"
        title={useTooltip('window.cheatSheet', '快捷键一览')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runCommandById('window.cheatSheet')}
      >
        快捷键 <KeyHint command="window.cheatSheet" className="chip-key" />
      </button>
    </div>
  );
}
