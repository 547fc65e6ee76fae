import type { AreaBill } from '../../shared/contract/records/eligibilityRecords.ts';
import { sayRuleBasis } from '../../shared/text/ruleBasis.zh-CN.ts';
import { describeArea, formatMu, formatPrintedMu } from '../ui/formatArea.ts';
import { formatDecimal } from '../ui/formatNumber.ts';

/** The plot's area as measured in three ways, side by side, and by what rules it was computed. */
export function BillAreas({ bill }: { readonly bill: AreaBill }) {
  const { grossSquareMeters, planarSquareMeters, tbmj, controlled, closingErrorSquareMeters } = bill;
  return (
    <>
      <dl className="bill-areas num" aria-label="面积对照">
        <Area title="椭球" squareMeters={grossSquareMeters} />
        <Area title="平面" squareMeters={planarSquareMeters} />
        <Area title="台账" squareMeters={tbmj} />
        {controlled !== null && (
          <div title="各部分按台账面积同比例调整，其和等于台账面积；清单仍用椭球面积">
            <dt>平差后净面积</dt>
            <dd>{formatPrintedMu(controlled.mu.net)}</dd>
          </div>
        )}
      </dl>
      <p className="bill-foot num">
        闭合差 {formatDecimal(closingErrorSquareMeters ?? 0, 4)} m²
        <br />
        {sayRuleBasis(bill)}
      </p>
    </>
  );
}

function Area({ title, squareMeters }: { readonly title: string; readonly squareMeters: number | null }) {
  return (
    <div title={squareMeters === null ? undefined : describeArea(squareMeters)}>
      <dt>{title}</dt>
      <dd>{formatMu(squareMeters)}</dd>
    </div>
  );
}
