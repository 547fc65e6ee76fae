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
  readonly row: PlotRow;
  readonly index: number;
  readonly columns: readonly TableColumn[];
  readonly current: boolean;
  /** Column of the cell the keyboard is in, where it is in this row. */
  readonly cell: string | null;
  /** The editor has closed: the keyboard goes back to the table. */
  readonly onLeave: () => void;
}

/** One plot. Ctrl and Shift choose several as in the queue; a double click or F2 changes a cell that can be. */
export const TableRow = memo(({ row, index, columns, current, cell, onLeave }: TableRowProps) => {
  const chosen = useSelection((state) => state.selected.has(row.plotId));
  const editing = useTable((state) => state.editing && cell !== null);
  return (
    <tr
      aria-rowindex={index + 1}
      aria-current={current ? 'true' : undefined}
      aria-selected={chosen}
      className={chosen ? 'grid-chosen' : undefined}
      onClick={(event) => {
        if (event.shiftKey) return selectRange(index);
        if (event.ctrlKey || event.metaKey) return toggleSelected(row.plotId);
        selectNothing();
        selectPlot(row.plotId, 'list');
      }}
    >
      {columns.map((column) => {
        const { id } = column;
        const editable = column.editable?.(row) ?? null;
        const edited = editing && id === cell && editable !== null;
        return (
          <td
            key={id}
            className={[
              column.right ? 'right' : '',
              id === cell ? 'grid-cell' : '',
              editable === null ? '' : 'grid-editable',
            ].join(' ')}
            title={edited ? undefined : column.text(row)}
            onMouseDown={() => useTable.setState({ cell: { index, columnId: id }, editing: false })}
            onDoubleClick={() => editable !== null && useTable.setState({ editing: true })}
          >
            {edited && editable !== null ? (
              <CellEditor row={row} editable={editable} label={column.title} onClose={onLeave} />
            ) : (
              <CellContent row={row} column={column} />
            )}
          </td>
        );
      })}
    </tr>
  );
});

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
