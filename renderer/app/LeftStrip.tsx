import { type ReactNode, useState } from 'react';

/** The left pane of a narrow window: a strip whose button lays the pane over the map. */
export function LeftStrip({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <aside className="strip" aria-label="左侧面板">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起' : '展开'}
        <br />
        列表
      </button>
      {open && <div className="strip-flyout pane pane-left">{children}</div>}
    </aside>
  );
}
