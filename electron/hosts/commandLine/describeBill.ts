import type { AreaBill, BillLine } from '../../../shared/contract/records/eligibilityRecords.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { describeNotComputed } from '../../../shared/text/notComputed.zh-CN.ts';
import { formatMu, formatSquareMeters } from '../../../shared/text/quantities.ts';
import { resultCodeTitle } from '../../../shared/text/resultCodes.zh-CN.ts';
import { sayRuleBasis } from '../../../shared/text/ruleBasis.zh-CN.ts';

/**
 * Why a plot came to what it came to, in lines: what was taken by which rule, from which layer, by which words of
 * which clause. 亩 are those of every list: they add up to the last digit.
 */
export function describeBill(bill: AreaBill): string[] {
  const head = [`图斑 ${bill.plotNo}　${bill.areaMethod}`, sayRuleBasis(bill)];
  if (bill.notComputed !== null) return [...head, `未算出：${describeNotComputed(bill.notComputed)}`];
  const lines = [...head, sayArea('  图斑面积', bill.grossSquareMeters, bill.printedMu?.gross)];
  bill.lines.forEach((line, index) => {
    const { title, exclusiveSquareMeters, hitSquareMeters, layer, pieces } = line;
    lines.push(sayArea(`  − ${title}`, exclusiveSquareMeters, bill.printedMu?.lines[index]));
    if (layer !== '') {
      lines.push(`      图层 ${layer}，${pieces} 片，与该图层重叠共 ${formatMu(hitSquareMeters)} 亩`);
      lines.push(...sayFeatures(line));
    }
    lines.push(...sayClause(line));
  });
  lines.push(
    sayArea('  = 可恢复净面积（测算）', bill.netSquareMeters, bill.printedMu?.net),
    ...sayCompared(bill),
  );
  const reasons = [...new Set(bill.reasons.map(({ resultCode }) => resultCode))];
  const charged = new Map(bill.lines.map(({ resultCode, title }) => [resultCode, title]));
  const said = reasons.map((code) => `${code} ${charged.get(code) ?? resultCodeTitle(code)}`).join('、');
  lines.push(`  结论：${eligibilityTitles[bill.verdict]}　${said}`);
  const undetermined = bill.reasons.filter(({ resultCode }) => resultCode === 'U00');
  if (undetermined.length > 0) {
    const codes = undetermined.map(({ ruleCode }) => ruleCode).join('、');
    lines.push(`  未判定：规则 ${codes} 没有图层，不能认定为可恢复。`);
  }
  for (const note of bill.notes) {
    const area = note.areaSquareMeters === null ? '' : `　${formatMu(note.areaSquareMeters)} 亩`;
    lines.push(`  · ${note.resultTitle}${area}`, ...sayClause(note));
  }
  if (bill.unchecked.length > 0) {
    const titles = bill.unchecked.map(({ rule, title }) => `${rule} ${title}`).join('、');
    lines.push(`  未核查（没有图层，是否涉及不得而知）：${titles}`);
  }
  if (bill.stale) lines.push('  图层、规则或图斑在核算之后有改动，此结果可能过期。');
  return lines;
}

/** The other areas of the plot beside the ellipsoidal one, and what the cut left open before it was closed. */
function sayCompared(bill: AreaBill): string[] {
  const { planarSquareMeters, tbmj, controlled, closingErrorSquareMeters } = bill;
  const lines = [`  对照：平面 ${sayBoth(planarSquareMeters)}；台账 ${sayBoth(tbmj)}`];
  if (controlled !== null) {
    const { squareMeters, mu } = controlled;
    lines.push(
      `  按台账面积平差：净面积 ${squareMeters.net.toFixed(2)} 平方米 ${mu.net.toFixed(2)} 亩（各部分之和等于台账面积）`,
    );
  }
  if (closingErrorSquareMeters !== null)
    lines.push(`  闭合差（平差前）${closingErrorSquareMeters.toFixed(6)} 平方米`);
  return lines;
}

function sayBoth(squareMeters: number | null): string {
  return squareMeters === null
    ? '无'
    : `${formatSquareMeters(squareMeters)} 平方米 ${formatMu(squareMeters)} 亩`;
}

function sayFeatures({ features, featureCount }: BillLine): string[] {
  if (featureCount === 0) return [];
  const named = features.map(({ layer, feature, identity }) =>
    identity === null
      ? `${layer} 第 ${feature} 个`
      : `${layer} 第 ${feature} 个（${identity.field} ${identity.value}）`,
  );
  const more = featureCount > features.length ? ` 等 ${featureCount} 个` : '';
  return [`      来源要素：${named.join('、')}${more}`];
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
