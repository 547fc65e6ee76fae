import { useEffect } from 'react';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { followCoverage, showCoverage, useCoverage } from './coverageStore.ts';
import { SweepSection } from './SweepSection.tsx';

/** The left side of 查看范围: how much was really looked at in each town, and the sweep outside the list. */
export function CoveragePane() {
  useEffect(followCoverage, []);
  const { towns, epochs, townName } = useCoverage();
  const total = towns.reduce((sum, { plots }) => sum + plots, 0);
  const seen = towns.reduce((sum, one) => sum + one.seen, 0);
  return (
    <div className="pane-scroll">
      <Section
        title="看过的图斑"
        aside={
          townName !== null && (
            <button type="button" className="link" onClick={() => showCoverage({ townName: null })}>
              全部乡镇
            </button>
          )
        }
      >
        <div className="figure-row num">
          <div>
            <span className="figure-number">{total === 0 ? '—' : `${describeShare(seen, total)} %`}</span>
            <span className="figure-label">
              {epochs === 2 ? '两期都看过' : '看过'}　{formatCount(seen)} / {formatCount(total)} 块
            </span>
          </div>
        </div>
        {epochs === 0 && <p className="pane-hint">项目中还没有影像，看过与否无从记录。</p>}
        <ul className="town-shares num">
          {towns.map((town) => (
            <li key={town.townName}>
              <button
                type="button"
                className="chart-row"
                aria-pressed={town.townName === townName}
                title={`两期 ${town.seen} 块，只看一期 ${town.partly} 块，未看 ${town.unseen} 块`}
                onClick={() => showCoverage({ townName: town.townName })}
              >
                <span className="ellipsis">{town.townName}</span>
                <span className="bar">
                  <i
                    style={{
                      width: `${(100 * (town.seen + town.partly)) / town.plots}%`,
                      background: '#a9c7ea',
                    }}
                  />
                  <i style={{ width: `${(100 * town.seen) / town.plots}%`, background: '#0072b2' }} />
                </span>
                <span className="right">
                  {town.seen} / {town.plots}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className="pane-hint">影像完整显示满 0.4 秒才算看过；停留时间一并记录。</p>
      </Section>
      <SweepSection />
    </div>
  );
}

/** Never more than was seen: one plot in thousands is not none, and all but one are not all. */
function describeShare(seen: number, total: number): string {
  const percent = Math.floor((seen / total) * 1_000) / 10;
  return percent === 0 && seen > 0 ? '不到 0.1' : formatDecimal(percent, 1);
}
