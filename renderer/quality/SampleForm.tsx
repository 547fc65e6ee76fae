import { Button, Checkbox, InputNumber } from 'antd';
import { useState } from 'react';
import { sampleFactors } from '../../shared/domain/review/secondLookState.ts';
import { describeStratum, sampleFactorTitles } from '../../shared/text/ledger.zh-CN.ts';
import { useProject } from '../session/projectStore.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { changeSettings, draw, useQuality } from './qualityStore.ts';

const seedLimit = 1_000_000;

/** How the next sample is drawn, with what it would take of which stratum. */
export function SampleForm() {
  const { settings, preview } = useQuality();
  const scheme = useProject((state) => state.scheme);
  const [seed, setSeed] = useState(() => Math.floor(Math.random() * seedLimit));
  const [busy, setBusy] = useState(false);
  const drawn = preview?.strata.reduce((sum, stratum) => sum + stratum.drawn, 0) ?? 0;
  const verdictTitle = (code: string) => scheme?.options.find((one) => one.code === code)?.title ?? code;
  const start = async () => {
    setBusy(true);
    await draw(seed);
    setSeed(Math.floor(Math.random() * seedLimit));
    setBusy(false);
  };
  return (
    <Section title="抽取样本">
      <div className="form">
        <Checkbox.Group
          className="factor-list"
          aria-label="分层依据"
          options={sampleFactors.map((value) => ({ value, label: sampleFactorTitles[value] }))}
          value={[...settings.factors]}
          onChange={(factors) =>
            changeSettings({ factors: sampleFactors.filter((factor) => factors.includes(factor)) })
          }
        />
        <NumberLine
          label="每层至少"
          unit="块"
          value={settings.perStratum}
          minimum={1}
          onChange={(perStratum) => changeSettings({ perStratum })}
        />
        <NumberLine
          label="且不少于"
          unit="%"
          value={settings.share * 100}
          minimum={0}
          onChange={(percent) => changeSettings({ share: Math.min(100, percent) / 100 })}
        />
        {settings.factors.includes('threshold') && (
          <NumberLine
            label="起点面积 ±10 %"
            unit="m²"
            value={settings.thresholdSquareMeters}
            minimum={0}
            onChange={(thresholdSquareMeters) => changeSettings({ thresholdSquareMeters })}
          />
        )}
        {settings.factors.includes('dwell') && (
          <NumberLine
            label="停留短于"
            unit="秒"
            value={settings.shortDwellMilliseconds / 1_000}
            minimum={0}
            onChange={(seconds) => changeSettings({ shortDwellMilliseconds: Math.round(seconds * 1_000) })}
          />
        )}
        <NumberLine
          label="随机种子"
          unit=""
          value={seed}
          minimum={0}
          onChange={(value) => setSeed(Math.round(value))}
        />
        {preview !== null && preview.population > 0 && (
          <details className="strata">
            <summary className="num">
              {preview.strata.length} 层，从 {formatCount(preview.population)} 块中抽 {formatCount(drawn)} 块
            </summary>
            <ul className="num">
              {preview.strata.map(({ stratum, population, drawn: count }) => (
                <li key={stratum}>
                  <span className="ellipsis">{describeStratum(stratum, verdictTitle)}</span>
                  <span>
                    {count} / {population}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        <Button type="primary" loading={busy} disabled={drawn === 0} onClick={() => void start()}>
          抽取 {drawn > 0 && `${formatCount(drawn)} 块`}
        </Button>
        {preview?.population === 0 && (
          <p className="pane-hint">没有可抽的图斑：只抽已判和疑问、且不在复核中的图斑。</p>
        )}
      </div>
    </Section>
  );
}

interface NumberLineProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly minimum: number;
  readonly onChange: (value: number) => void;
}

function NumberLine({ label, unit, value, minimum, onChange }: NumberLineProps) {
  return (
    <div className="field-line">
      {label}
      <span>
        <InputNumber
          aria-label={label}
          value={value}
          min={minimum}
          controls={false}
          style={{ width: 88 }}
          onChange={(next) => next !== null && onChange(next)}
        />
        <span className="field-unit">{unit}</span>
      </span>
    </div>
  );
}
