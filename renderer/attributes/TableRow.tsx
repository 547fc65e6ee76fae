import { memo } from 'react';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { eligibilityLabels, reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { selectNothing, selectRange, toggleSelected, useSelection } from '../session/selectionStore.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { CellEditor } from './CellEditor.tsx';
import type { TableColumn } from './tableColumns.ts';
import { useTable } from './tableStore.ts';

interface TableRowProps {
  /** undefined until it has come. */
  readonly row: PlotRow | undefined;
  readonly index: number;
  readonly columns: readonly TableColumn[];
  readonly current: boolean;
  /** Column of the cell the keyboard is in, where it is in this row. */
  readonly cell: string | null;
  /** The editor has closed: the keyboard goes back to the table. */
  readonly onLeave: () => void;
}

/**
 * One plot. Ctrl and Shift choose several as in the queue; a double click or a key changes a cell that can be. The row
 * of a place is given another plot when the bar is dragged, and stays what it is on the screen: making a row of cells
 * anew takes several times as long.
 */
export const TableRow = memo(({ row, index, columns, current, cell, onLeave }: TableRowProps) => {
  const chosen = useSelection((state) => row !== undefined && state.selected.has(row.plotId));
  const editing = useTable((state) => state.editing && cell !== null);
  return (
    <tr
      aria-rowindex={row === undefined ? undefined : index + 1}
      aria-current={current ? 'true' : undefined}
      aria-selected={chosen}
      className={chosen ? 'grid-chosen' : undefined}
      onMouseDown={({ target }) => {
        const columnId = columnAt(target);
        if (columnId !== undefined) useTable.setState({ cell: { index, columnId }, editing: false });
      }}
      onDoubleClick={({ target }) => {
        const column = columns.find(({ id }) => id === columnAt(target));
        if (row !== undefined && column?.editable?.(row)) useTable.setState({ editing: true });
      }}
      onClick={(event) => {
        if (row === undefined) return;
        if (event.shiftKey) return selectRange(row.plotId);
        if (event.ctrlKey || event.metaKey) return toggleSelected(row.plotId);
        selectNothing();
        selectPlot(row.plotId, 'list');
      }}
    >
      {columns.map((column) => {
        const { id } = column;
        const editable = row === undefined ? null : (column.editable?.(row) ?? null);
        const edited = editing && id === cell && editable !== null;
        return (
          <td
            key={id}
            data-column={id}
            className={[
              column.right ? 'right' : '',
              id === cell ? 'grid-cell' : '',
              editable === null ? '' : 'grid-editable',
            ].join(' ')}
            title={edited || row === undefined ? undefined : column.text(row)}
          >
            {row !== undefined &&
              (edited && editable !== null ? (
                <CellEditor row={row} editable={editable} label={column.title} onClose={onLeave} />
              ) : (
                <CellContent row={row} column={column} />
              ))}
          </td>
        );
      })}
    </tr>
  );
});

function columnAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('td')?.dataset.column : undefined;
}

function CellContent({ row, column }: { readonly row: PlotRow; readonly column: TableColumn }) {
  const text = column.text(row);
  if (column.id === 'status')
    return (
      <>
        <StatusGlyph {...reviewStatusLabels[row.status]} /> {text}
      </>
    );
  if (column.id === 'eligibility' && row.eligibility !== null)
    return (
      <>
        <StatusGlyph {...eligibilityLabels[row.eligibility]} /> {text}
      </>
    );
  return text;
}
