import { Button, Select } from 'antd';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDateTime } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { beginSecondLook, checkDraw, chooseSample, useQuality } from './qualityStore.ts';

/** The sample worked on: how far it is, and the one next step. */
export function SampleList() {
  const { samples, sampleId } = useQuality();
  const sample = samples.find((one) => one.sampleId === sampleId);
  if (sample === undefined)
    return (
      <EmptyState title="还没有抽查">
        先在下面选定分层依据和数量，抽取样本。抽中的图斑由另一人盲评，看不到初判结论。
      </EmptyState>
    );
  const { open, disputed, agreed, settled, returned } = sample.counts;
  const drawn = open + disputed + agreed + settled + returned;
  return (
    <Section
      title="本次抽查"
      aside={
        <button type="button" className="link" onClick={() => checkDraw(sample.sampleId)}>
          核对抽样
        </button>
      }
    >
      <div className="form">
        {samples.length > 1 && (
          <Select<number>
            aria-label="选择抽查"
            virtual={false}
            value={sample.sampleId}
            options={samples.map((one) => ({
              value: one.sampleId,
              label: `第 ${one.sampleId} 次　${formatDateTime(one.drawnAtUtc)}`,
            }))}
            onChange={chooseSample}
          />
        )}
        <dl className="facts num">
          <dt>抽取</dt>
          <dd>
            {drawn} / {sample.population} 块 · {sample.drawnBy}
          </dd>
          <dt>种子</dt>
          <dd>{sample.seed}</dd>
          <dt>进度</dt>
          <dd>
            待复核 {open} · 有分歧 {disputed} · 完成 {agreed + settled + returned}
          </dd>
        </dl>
        <Button type={open > 0 ? 'primary' : 'default'} disabled={open === 0} onClick={beginSecondLook}>
          {open > 0 ? `开始复核（盲评）${open} 块` : '复核判读已完成'}
        </Button>
        {disputed > 0 && (
          <p className="pane-hint pane-hint-warn">有 {disputed} 块意见不一，在下方表中选中后裁定。</p>
        )}
      </div>
    </Section>
  );
}
