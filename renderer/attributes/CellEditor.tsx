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
  const before = editable.kind === 'note' ? row.note : (row.answers[editable.field.code] ?? '');
  const [value, setValue] = useState(before);
  const dropped = useRef(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useEffect(() => field.current?.focus(), []);

  const close = () => {
    useTable.setState({ editing: false });
    onClose();
  };
  const store = () => {
    useTable.setState({ editing: false });
    if (!dropped.current && value !== before) annotate(row, editable, value);
  };
  const shared = {
    ref: field,
    'aria-label': `${label}：${row.plotNo}`,
    value,
    onBlur: store,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Escape') dropped.current = true;
      else if (event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') store();
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

function annotate(row: PlotRow, editable: EditableField, value: string): void {
  const { plotId, answers } = row;
  const change =
    editable.kind === 'note' ? { note: value } : { answers: { ...answers, [editable.field.code]: value } };
  inOrder(async () => {
    markSaved((await backend.call('review.annotate', { plotId, ...change, by: reviewerName() })).atUtc);
    refreshQueue();
    if (useCurrentPlot.getState().plotId === plotId) reloadCurrentPlot();
  });
}
