import { InputNumber, Slider } from 'antd';
import { Section } from '../ui/Section.tsx';
import { changeSandbox, type ThresholdValues, useSandbox } from './sandboxStore.ts';

interface ThresholdField {
  readonly name: keyof ThresholdValues;
  readonly title: string;
  readonly rule: string;
  readonly unit: string;
  readonly maximum: number;
  readonly step: number;
  /** Shown figure for one of the stored: shares are shown in per mille. */
  readonly scale: number;
}

const fields: readonly ThresholdField[] = [
  {
    ...{ name: 'minimumNetSquareMeters', title: '最小净面积', rule: 'T01', unit: 'm²' },
    ...{ maximum: 2000, step: 50, scale: 1 },
  },
  {
    ...{ name: 'sliverSquareMeters', title: '碎斑面积', rule: 'T02', unit: 'm²' },
    ...{ maximum: 200, step: 1, scale: 1 },
  },
  {
    ...{ name: 'sliverWidthMeters', title: '碎斑宽度', rule: 'T02', unit: 'm' },
    ...{ maximum: 10, step: 0.1, scale: 1 },
  },
  {
    ...{ name: 'edgeToleranceSquareMeters', title: '边界容差面积', rule: 'T03', unit: 'm²' },
    ...{ maximum: 50, step: 0.5, scale: 1 },
  },
  {
    ...{ name: 'edgeToleranceShare', title: '边界容差比例', rule: 'T03', unit: '‰' },
    ...{ maximum: 50, step: 0.5, scale: 1000 },
  },
];

/** Thresholds that are arithmetic over the pieces; 0 switches one off. */
export function ThresholdSliders() {
  const { thresholds, ownThresholds } = useSandbox();
  return (
    <Section title="阈值" aside="0 为不用">
      {fields.map((field) => {
        const { name, title, rule, unit, maximum, step, scale } = field;
        const shown = round(thresholds[name] * scale);
        const own = round(ownThresholds[name] * scale);
        const change = (value: number | null) => {
          if (value === null) return;
          changeSandbox({ thresholds: { ...thresholds, [name]: round(value) / scale } });
        };
        return (
          <div key={name} className="threshold" title={`规则集：${own} ${unit}`}>
            <span className="ellipsis">
              <span className="num muted">{rule}</span> {title}
            </span>
            <Slider
              ariaLabelForHandle={`${title}滑块`}
              min={0}
              max={Math.max(maximum, own)}
              step={step}
              value={shown}
              tooltip={{ open: false }}
              onChange={change}
            />
            <InputNumber
              aria-label={title}
              size="small"
              min={0}
              max={100_000}
              step={step}
              suffix={unit}
              value={shown}
              onChange={change}
            />
          </div>
        );
      })}
    </Section>
  );
}

/** Sliders count in steps of 0.1: the noise of binary fractions is not a change. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
