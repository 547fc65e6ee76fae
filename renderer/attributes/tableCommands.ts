import { type Command, defineCommand } from '../commands/Command.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { rowAt, useQueue } from '../session/queueStore.ts';
import { extendSelection, selectAll } from '../session/selectionStore.ts';
import { useView } from '../session/viewStore.ts';
import { copyRows } from './copyRows.ts';
import { columnsOf } from './tableColumns.ts';
import { type TableCell, useTable } from './tableStore.ts';

const group = '编辑';
const scope = 'table' as const;

function shownColumns() {
  const { hidden } = useTable.getState();
  return columnsOf(useProject.getState().scheme).filter(({ id }) => !hidden.includes(id));
}

/** The cell the keyboard is in or else the remark of its row, where one of them can be changed. */
function editableCell(): TableCell | null {
  const { cell } = useTable.getState();
  const row = cell === null ? undefined : rowAt(useQueue.getState(), cell.index);
  if (cell === null || row === undefined) return null;
  const changeable = shownColumns().filter(({ editable }) => (editable?.(row) ?? null) !== null);
  const columnId = [cell.columnId, 'note'].find((wanted) => changeable.some(({ id }) => id === wanted));
  return columnId === undefined ? null : { index: cell.index, columnId };
}

/** The key counts in the whole window: pressed elsewhere it is for the current plot, never for a row left behind. */
function whyNotEdit(): string | null {
  const { dockOpen, dockTab, mode, focusMode } = useView.getState();
  if (!dockOpen || dockTab !== 'table' || mode === 'ledger' || focusMode)
    return `在属性表中修改：请先打开属性表${keyInBrackets('window.dock')}。`;
  const { cell } = useTable.getState();
  const row = cell === null ? undefined : rowAt(useQueue.getState(), cell.index);
  const inTable = document.activeElement?.closest('[data-keys=table]') != null;
  if (!inTable && row?.plotId !== useCurrentPlot.getState().plotId)
    return '当前图斑不在属性表的筛选内：请在表中点要改的一格。';
  return editableCell() === null
    ? '这一格和这一行的备注不能修改：可改已判图斑的备注和补充项，以及新增图斑的乡镇、村、地类和备注。'
    : null;
}

const needsRows = () => (useQueue.getState().total === 0 ? '当前筛选没有图斑。' : null);

export const tableCommands: readonly Command[] = [
  defineCommand({
    id: 'table.edit',
    title: '修改单元格（备注、补充项、新增图斑的属性）',
    group,
    keys: ['F2'],
    disabledReason: whyNotEdit,
    run: () => useTable.setState({ cell: editableCell(), editing: true }),
  }),
  defineCommand({
    id: 'table.copy',
    title: '复制所选行（含表头）',
    group,
    scope,
    keys: ['Ctrl+KeyC'],
    disabledReason: needsRows,
    run: () => copyRows(shownColumns()),
  }),
  defineCommand({
    id: 'table.selectAll',
    title: '全选当前筛选',
    group,
    scope,
    keys: ['Ctrl+KeyA'],
    disabledReason: needsRows,
    run: selectAll,
  }),
  defineCommand({
    id: 'table.selectDown',
    title: '表内向下多选',
    group,
    scope,
    keys: ['Shift+ArrowDown'],
    disabledReason: needsRows,
    run: () => extendSelection(1),
  }),
  defineCommand({
    id: 'table.selectUp',
    title: '表内向上多选',
    group,
    scope,
    keys: ['Shift+ArrowUp'],
    disabledReason: needsRows,
    run: () => extendSelection(-1),
  }),
];
