import { useEffect, useRef, useState } from 'react';
import type { TableColumn } from './tableColumns.ts';
import { setHidden, useTable } from './tableStore.ts';

/** Which columns the table shows; the plot number always. */
export function ColumnChooser({ columns }: { readonly columns: readonly TableColumn[] }) {
  const hidden = useTable((state) => state.hidden);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the list from any of its boxes
    <div
      ref={box}
      className="column-chooser"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        setOpen(false);
      }}
    >
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        选择列（{columns.length - hidden.length}/{columns.length}）
      </button>
      {open && (
        <fieldset className="column-list" aria-label="显示的列">
          {columns.slice(1).map(({ id, title }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={!hidden.includes(id)}
                onChange={(event) =>
                  setHidden(event.target.checked ? hidden.filter((one) => one !== id) : [...hidden, id])
                }
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
