import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { backend } from '../backend/backend.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { onceChosen, useSelection } from '../session/selectionStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { copyText } from '../ui/copyText.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { toTabbedText, toTable } from './tabbedText.ts';
import type { TableColumn } from './tableColumns.ts';

const rowsPerRead = 10_000;

/** Copies the chosen rows, or the current one, with a head, in the order of the list, for a spreadsheet. */
export function copyRows(columns: readonly TableColumn[]): void {
  onceChosen(() => copyChosen(columns));
}

function copyChosen(columns: readonly TableColumn[]): void {
  const { plotId } = useCurrentPlot.getState();
  const { selected } = useSelection.getState();
  const wanted = selected.size > 0 ? selected : new Set(plotId === null ? [] : [plotId]);
  readRows(wanted)
    .then((rows) => {
      const copied = copyText(toTabbedText(columns, rows), toTable(columns, rows));
      showToast({
        kind: 'info',
        text: copied
          ? `已复制 ${formatCount(rows.length)} 行（含表头），可粘贴到 WPS 或 Excel`
          : `系统没有允许复制，请再复制一次${keyInBrackets('table.copy')}。`,
      });
    })
    .catch(showFailure);
}

async function readRows(wanted: ReadonlySet<number>): Promise<readonly PlotRow[]> {
  const { filter, pages } = useQueue.getState();
  const shown = [...pages].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
  const found = shown.filter((row) => wanted.has(row.plotId));
  if (found.length === wanted.size) return found;
  const rows: PlotRow[] = [];
  for (let offset = 0; rows.length < wanted.size; offset += rowsPerRead) {
    const page = await backend.call('plot.query', { filter, offset, limit: rowsPerRead });
    rows.push(...page.rows.filter((row) => wanted.has(row.plotId)));
    if (offset + page.rows.length >= page.total) break;
  }
  return rows;
}
