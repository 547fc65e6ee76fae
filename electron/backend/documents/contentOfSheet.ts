import type { FileContent } from '../../../shared/contract/records/documentRecords.ts';
import type { ListSheet } from './listTable.ts';
import { netTotal } from './netTotal.ts';

/** What a file says that holds a sheet: its rows without heading and total, and the sum of its net areas. */
export function contentOfSheet(sheet: Pick<ListSheet, 'name' | 'columns' | 'rows'>): FileContent {
  const mu = netTotal(sheet);
  return { name: sheet.name, rows: sheet.rows.length, area: mu === null ? null : { of: 'net', mu } };
}
