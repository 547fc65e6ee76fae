import type { AreaBill } from '../../../shared/contract/records/eligibilityRecords.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { describeNotComputed } from '../../../shared/text/notComputed.zh-CN.ts';
import { formatMu, formatSquareMeters } from '../../../shared/text/quantities.ts';
import { resultCodeTitle } from '../../../shared/text/resultCodes.zh-CN.ts';

/**
 * Why a plot came to what it came to, in lines: what was taken by which rule, from which layer, by which words of
 * which clause. 亩 are those of every list: they add up to the last digit.
 */
export function describeBill(bill: AreaBill): string[] {
  const head = `图斑 ${bill.plotNo}　${bill.areaMethod}　口径 ${bill.rulesId} ${bill.rulesVersion}`;
  if (bill.notComputed !== null) return [head, `未算出：${describeNotComputed(bill.notComputed)}`];
  const lines = [head, sayArea('  图斑面积', bill.grossSquareMeters, bill.printedMu?.gross)];
  bill.lines.forEach((line, index) => {
    const { title, exclusiveSquareMeters, hitSquareMeters, layer, pieces } = line;
    lines.push(sayArea(`  − ${title}`, exclusiveSquareMeters, bill.printedMu?.lines[index]));
    if (layer !== '') {
      lines.push(`      图层 ${layer}，${pieces} 片，与该图层重叠共 ${formatMu(hitSquareMeters)} 亩`);
    }
    lines.push(...sayClause(line));
  });
  lines.push(sayArea('  = 可恢复净面积（测算）', bill.netSquareMeters, bill.printedMu?.net));
  const reasons = [...new Set(bill.reasons.map(({ resultCode }) => resultCode))];
  lines.push(
    `  结论：${eligibilityTitles[bill.verdict]}　${reasons.map((code) => `${code} ${resultCodeTitle(code)}`).join('、')}`,
  );
  const undetermined = bill.reasons.filter(({ resultCode }) => resultCode === 'U00');
  if (undetermined.length > 0) {
    const codes = undetermined.map(({ ruleCode }) => ruleCode).join('、');
    lines.push(`  未判定：规则 ${codes} 没有图层，不能认定为可恢复。`);
  }
  for (const note of bill.notes) {
    const area = note.areaSquareMeters === null ? '' : `　${formatMu(note.areaSquareMeters)} 亩`;
    lines.push(`  · ${note.resultTitle}${area}`, ...sayClause(note));
  }
  if (bill.stale) lines.push('  图层、规则或图斑在核算之后有改动，此结果可能过期。');
  return lines;
}

function sayArea(title: string, squareMeters: number | null, mu: number | undefined): string {
  const inMu = mu === undefined ? formatMu(squareMeters) : mu.toFixed(2);
  return `${title}　${formatSquareMeters(squareMeters)} 平方米　${inMu} 亩`;
}

function sayClause(basis: {
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
}): string[] {
  const { documentNumber, clause, clauseText } = basis;
  const source = [documentNumber, clause].filter((part) => part !== '').join(' ');
  if (source === '' && clauseText === '') return [];
  return [`      依据：${source}${clauseText === '' ? '' : `：“${clauseText}”`}`];
}
