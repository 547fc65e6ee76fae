import type { Interval } from '../../shared/domain/review/errorRate.ts';
import { useProject } from '../session/projectStore.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { useQuality } from './qualityStore.ts';

/** The line bureaus hold a reviewer to. */
const wantedErrorShare = 0.03;

/** What the second look says of the first: share of wrong verdicts with its interval, kappa, who said what. */
export function SampleReport() {
  const report = useQuality((state) => state.report);
  const scheme = useProject((state) => state.scheme);
  if (report === null || report.agreement.count === 0) return null;
  const { agreement, errorRate, byReviewer } = report;
  const option = (code: string) => scheme?.options.find((one) => one.code === code);
  return (
    <Section title="质量">
      <div className="figure-row num">
        <div>
          <span className="figure-number">
            {errorRate.rate === null ? '—' : `${formatDecimal(errorRate.rate * 100, 1)} %`}
          </span>
          <span className="figure-label">差错率{describeInterval(errorRate.interval)}</span>
        </div>
        <div className="figure-small">
          <span className="figure-number">
            {agreement.kappa === null ? '—' : formatDecimal(agreement.kappa, 2)}
          </span>
          <span className="figure-label">一致性 κ</span>
        </div>
      </div>
      <p className="pane-hint num">
        {errorRate.rate === null
          ? '有分歧的图斑全部裁定后才算差错率，否则会偏低。'
          : `已定 ${errorRate.settled} 块，差错 ${errorRate.wrong} 块；按各层块数加权，代表 ${errorRate.population} 块。${describeAgainstLine(errorRate.interval)}`}
      </p>
      <table className="small-table num confusion">
        <caption>行为初判，列为复判</caption>
        <thead>
          <tr>
            <th aria-label="初判" />
            {agreement.codes.map((code) => (
              <th key={code} scope="col" title={option(code)?.title ?? code}>
                {option(code)?.glyph ?? code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agreement.codes.map((code, i) => (
            <tr key={code}>
              <th scope="row">
                {option(code)?.glyph} {option(code)?.title ?? code}
              </th>
              {agreement.codes.map((other, j) => (
                <td
                  key={other}
                  className={i === j ? 'agreed' : (agreement.counts[i]?.[j] ?? 0) > 0 ? 'must' : 'muted'}
                >
                  {agreement.counts[i]?.[j] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {byReviewer.some(({ rate }) => rate !== null) && (
        <ul className="reviewer-rates num">
          {byReviewer.map(({ reviewer, settled, wrong, rate, interval }) => (
            <li key={reviewer}>
              <span className="ellipsis">{reviewer}</span>
              <span>{rate === null ? '未算出' : `${wrong} / ${settled}　${describeInterval(interval)}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function describeInterval(interval: Interval | null): string {
  if (interval === null) return '';
  const percent = (share: number) => formatDecimal(share * 100, 1);
  return `（95 % 区间 ${percent(interval.low)}–${percent(interval.high)} %）`;
}

function describeAgainstLine(interval: Interval | null): string {
  if (interval === null) return '';
  if (interval.low > wantedErrorShare) return '差错率高于 3 %。';
  if (interval.high <= wantedErrorShare) return '差错率不高于 3 %。';
  return '样本还不足以判断是否超过 3 %。';
}
