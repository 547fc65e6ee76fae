import { expect, it } from 'vitest';
import { toTabbedText, toTable } from '../../../../renderer/attributes/tabbedText.ts';
import type { PlotRow } from '../../../../shared/contract/records/plotRecords.ts';

const columns = [
  { title: '图斑编号', text: ({ plotNo }: PlotRow) => plotNo },
  { title: '面积（亩）', text: ({ netMu }: PlotRow) => netMu?.toFixed(2) ?? '' },
  { title: '备注', text: ({ note }: PlotRow) => note },
];
const rows = [
  { plotNo: '511799101001000417', netMu: 1.86, note: '果树\t<12 株>\n路边' },
  { plotNo: '0007', netMu: null, note: '' },
] as unknown as readonly PlotRow[];

it('is a head and a line for each row, with breaks and tabs in a remark made spaces', () => {
  expect(toTabbedText(columns, rows)).toBe(
    '图斑编号\t面积（亩）\t备注\r\n511799101001000417\t1.86\t果树 <12 株> 路边\r\n0007\t\t\r\n',
  );
});

it('marks all but quantities as text: a spreadsheet rounds 18 digits and drops leading zeros', () => {
  const table = toTable(columns, rows);
  const text = `<td style="mso-number-format:'\\@'">`;
  expect(table).toContain(`${text}511799101001000417</td>`);
  expect(table).toContain(`${text}0007</td>`);
  expect(table).toContain('<td>1.86</td>');
  expect(table).toContain('&lt;12 株&gt;');
});
