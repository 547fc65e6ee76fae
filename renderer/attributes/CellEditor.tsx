import { useEffect, useRef, useState } from 'react';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { backend } from '../backend/backend.ts';
import { reloadCurrentPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { refreshQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { inOrder } from '../session/verdictOrder.ts';
import type { EditableField } from './tableColumns.ts';
import { useTable } from './tableStore.ts';

interface CellEditorProps {
  readonly row: PlotRow;
  readonly editable: EditableField;
  readonly label: string;
  readonly onClose: () => void;
}

/** Changes one cell: Enter or leaving stores it, Escape leaves it as it was. */
export function CellEditor({ row, editable, label, onClose }: CellEditorProps) {
  const before = textOf(row, editable);
  const [value, setValue] = useState(before);
  const dropped = useRef(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useEffect(() => field.current?.focus(), []);

  const close = () => {
    useTable.setState({ editing: false });
    onClose();
  };
  const leave = () => {
    useTable.setState({ editing: false });
    if (!dropped.current && value !== before) change(row, editable, value);
  };
  const shared = {
    ref: field,
    'aria-label': `${label}：${row.plotNo}`,
    value,
    onBlur: leave,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Escape') dropped.current = true;
      else if (event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') leave();
      dropped.current = true;
      close();
    },
  };
  if (editable.kind === 'answer' && editable.field.type === 'choice')
    return (
      <select {...shared} className="grid-input" onChange={(event) => setValue(event.target.value)}>
        <option value="">（空）</option>
        {editable.field.choices.map(({ code, title }) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </select>
    );
  const type = editable.kind === 'answer' && editable.field.type === 'date' ? 'date' : 'text';
  return (
    <input
      {...shared}
      className="grid-input"
      type={type}
      onChange={(event) => setValue(event.target.value)}
    />
  );
}

function textOf(row: PlotRow, editable: EditableField): string {
  if (editable.kind === 'note') return row.note;
  return editable.kind === 'added' ? row[editable.name] : (row.answers[editable.field.code] ?? '');
}

/** Names of the plot's record where the table's are others. */
const inRecord: Partial<Record<string, 'remark'>> = { addedRemark: 'remark' };

async function store({ plotId }: PlotRow, editable: EditableField, value: string) {
  const by = reviewerName();
  if (editable.kind === 'added')
    return backend.call('plot.changeAdded', {
      plotId,
      [inRecord[editable.name] ?? editable.name]: value,
      by,
    });
  if (editable.kind === 'note') return backend.call('review.annotate', { plotId, note: value, by });
  // as they are now: the row may not know yet of the cell that was changed before this one
  const { answers } = await backend.call('plot.get', { plotId });
  const changed = { ...answers, [editable.field.code]: value };
  return backend.call('review.annotate', { plotId, answers: changed, by });
}

function change(row: PlotRow, editable: EditableField, value: string): void {
  const { plotId } = row;
  inOrder(async () => {
    markSaved((await store(row, editable, value)).atUtc);
    refreshQueue();
    if (useCurrentPlot.getState().plotId === plotId) reloadCurrentPlot();
  });
}
