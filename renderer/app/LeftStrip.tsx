import type { ReactNode } from 'react';
import { setView, useView } from '../session/viewStore.ts';

/** The left pane of a narrow window: a strip whose button lays the pane over the map. */
export function LeftStrip({ children }: { readonly children: ReactNode }) {
  const open = useView((state) => state.listOpen);
  return (
    <aside className="strip" aria-label="左侧面板">
      <button
        type="button"
        aria-label={open ? '收起列表' : '展开列表'}
        aria-expanded={open}
        onClick={() => setView({ listOpen: !open })}
      >
        {open ? '收起' : '展开'}
        <br />
        列表
      </button>
      {open && <div className="strip-flyout pane pane-left">{children}</div>}
    </aside>
  );
}
