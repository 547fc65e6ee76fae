import type { BillFeature, BillLine } from '../../shared/contract/records/eligibilityRecords.ts';
import { describeArea, formatMu } from '../ui/formatArea.ts';

/** More than these make the note longer than the screen; the command line lists twenty. */
const mostShown = 5;

/** Why a rule takes what it takes: its clause in the document's words, its layer, and the features that take it. */
export function BillClause({ line }: { readonly line: BillLine }) {
  return (
    <div className="clause num">
      <b>
        {line.rule} {line.title} → {line.resultCode}
      </b>
      <div className="muted">
        {line.documentNumber} {line.clause}
      </div>
      <p>{line.clauseText}</p>
      <div>
        扣除 {formatMu(line.exclusiveSquareMeters)} 亩（{describeArea(line.exclusiveSquareMeters)}）
      </div>
      <div>
        与该图层重叠共 {formatMu(line.hitSquareMeters)} 亩 · {line.pieces} 片 · 图层 {line.layer || '未绑定'}
      </div>
      {line.featureCount > 0 && <Features line={line} />}
    </div>
  );
}

function Features({ line: { features, featureCount } }: { readonly line: BillLine }) {
  const shown = features.slice(0, mostShown);
  return (
    <div>
      来源要素 {shown.map(sayFeature).join('、')}
      {featureCount > shown.length && ` 等 ${featureCount} 个`}
    </div>
  );
}

function sayFeature({ layer, feature, identity }: BillFeature): string {
  const named = identity === null ? '' : `（${identity.field} ${identity.value}）`;
  return `${layer} 第 ${feature} 个${named}`;
}
