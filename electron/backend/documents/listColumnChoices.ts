import { buildPlotList } from './buildPlotList.ts';
import { fullTitle } from './listTable.ts';
import { anyDeduction } from './pickColumnSet.ts';
import { verdictColors } from './verdictColors.ts';

/** Every column a list may have, for choosing; the columns of the rules stand as one. */
export function listColumnChoices(): { key: string; title: string }[] {
  const rule = { code: 'E', title: '（各规则）' };
  const { columns } = buildPlotList({
    ...{ title: '', crsCode: '', basis: '', rules: [rule], ruleNotes: [], rows: [], towns: [], layers: [] },
    verdictColors,
  });
  return columns.map((column) => ({
    key: column.key.startsWith('deduction:') ? anyDeduction : column.key,
    title: fullTitle(column),
  }));
}
