import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { LayerSummary } from '../../shared/contract/records/projectRecords.ts';
import type { LayerRole } from '../../shared/domain/eligibility/ruleSet.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useProject } from '../session/projectStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Section } from '../ui/Section.tsx';
import { TabBar } from '../ui/TabBar.tsx';
import { chooseRules, setEligibility } from './eligibilityStore.ts';
import { RunProgress } from './RunProgress.tsx';
import {
  chooseStatistics,
  measureFlowout,
  measureOccupation,
  readRecheck,
  type StatisticsKind,
  statisticsKinds,
  useStatistics,
} from './statisticsStore.ts';

const titles: Readonly<Record<StatisticsKind, string>> = {
  flowout: '耕地流出',
  occupation: '占用统计',
  recheck: '占补平衡',
};

const noLayers: readonly LayerSummary[] = [];

/** 判定统计: what the engine of a run can measure beside it. Nothing here changes the project. */
export function StatisticsPane() {
  const kind = useStatistics((state) => state.kind);
  const layers = useProject((state) => state.project?.layers ?? noLayers);
  return (
    <>
      <TabBar
        label="统计内容"
        look="segments"
        tabs={statisticsKinds.map((key) => ({ key, title: titles[key] }))}
        active={kind}
        onChoose={chooseStatistics}
      />
      {kind === 'flowout' && <FlowoutForm layers={layers} />}
      {kind === 'occupation' && <OccupationForm layers={layers} />}
      {kind === 'recheck' && <RecheckForm />}
      <RunProgress />
    </>
  );
}

interface LayerSelectProps {
  readonly label: string;
  readonly layers: readonly LayerSummary[];
  readonly roles?: readonly LayerRole[];
  readonly value: string | undefined;
  readonly optional?: boolean;
  readonly onChange: (id: string | undefined) => void;
}

function LayerSelect({ label, layers, roles, value, optional = false, onChange }: LayerSelectProps) {
  const options = layers
    .filter(({ role }) => role !== 'plots' && (roles === undefined || roles.includes(role)))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="form-field">
      <span>{label}</span>
      <Select
        aria-label={label}
        placeholder={optional ? '不用' : '选择图层'}
        allowClear={optional}
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent="没有合适的图层"
        value={value}
        options={options}
        onChange={(id: string | undefined) => onChange(id)}
      />
    </div>
  );
}

function FlowoutForm({ layers }: { readonly layers: readonly LayerSummary[] }) {
  const busy = useStatistics((state) => state.busy);
  const [before, setBefore] = useState<string>();
  const [after, setAfter] = useState<string>();
  const [construction, setConstruction] = useState<string>();
  const [balance, setBalance] = useState<string>();
  const [farmland, setFarmland] = useState<string>();
  const [year, setYear] = useState(new Date().getFullYear());
  const dltb = layers.filter(({ role }) => role === 'dltb');
  if (dltb.length < 2)
    return (
      <EmptyState title="要有两年的地类图斑">
        在“准备”中按“地类图斑（DLTB）”导入上年度和本年度两个图层，这里把上年度耕地逐块分为非农化、非粮化、未利用和撂荒。
      </EmptyState>
    );
  const measure = () => {
    if (before === undefined || after === undefined) return;
    void measureFlowout({
      ...{ before, after, year },
      ...(construction === undefined ? {} : { construction }),
      ...(balance === undefined ? {} : { balance }),
      ...(farmland === undefined ? {} : { farmland }),
    });
  };
  return (
    <Section title="耕地流出（两年地类图斑对比）">
      <div className="form">
        <LayerSelect label="上年度" layers={layers} roles={['dltb']} value={before} onChange={setBefore} />
        <LayerSelect label="本年度" layers={layers} roles={['dltb']} value={after} onChange={setAfter} />
        <div className="form-field">
          <span>年份</span>
          <InputNumber
            aria-label="本年度年份"
            min={1990}
            max={2100}
            value={year}
            onChange={(value) => setYear(value ?? year)}
          />
        </div>
        <LayerSelect
          label="用地审批"
          optional
          layers={layers}
          value={construction}
          onChange={setConstruction}
        />
        <LayerSelect label="进出平衡" optional layers={layers} value={balance} onChange={setBalance} />
        <LayerSelect label="永农" optional layers={layers} value={farmland} onChange={setFarmland} />
        <Button
          type="primary"
          loading={busy}
          disabled={before === undefined || after === undefined || before === after}
          onClick={measure}
        >
          分类
        </Button>
        <p className="pane-hint">
          审批覆盖的非农化、进出平衡覆盖的一般耕地非粮化为合理；永农转其他农用地一律不合理。不给审批图层时全部为不合理。
        </p>
      </div>
    </Section>
  );
}

function OccupationForm({ layers }: { readonly layers: readonly LayerSummary[] }) {
  const busy = useStatistics((state) => state.busy);
  const [layerId, setLayerId] = useState<string>();
  return (
    <Section title="图斑占用图层的面积">
      <div className="form">
        <LayerSelect label="图层" layers={layers} value={layerId} onChange={setLayerId} />
        <Button
          type="primary"
          loading={busy}
          disabled={layerId === undefined}
          onClick={() => layerId !== undefined && void measureOccupation(layerId)}
        >
          统计
        </Button>
        <p className="pane-hint">
          图斑落在永久基本农田、生态保护红线等图层内的面积，按乡镇和地类列出；图层中互相重叠的要素只计一次。
        </p>
      </div>
    </Section>
  );
}

const recheckRules = 'balance-recheck-2023';

function RecheckForm() {
  const busy = useStatistics((state) => state.busy);
  const choose = () => {
    void chooseRules(recheckRules);
    setEligibility({ tab: 'rules' });
  };
  return (
    <Section title="占补平衡复核（恢复或核减）">
      <div className="form">
        <Button type="primary" loading={busy} onClick={() => void readRecheck()}>
          查看清单
        </Button>
        <p className="pane-hint">
          清单取自最近一次按占补平衡复核规则的核算：坡度 25 度以上和红线内的核减，已成林成园的恢复或核减。
        </p>
        <button type="button" className="link" onClick={choose}>
          选用占补平衡复核规则集，然后核算
          <KeyHint command="eligibility.run" className="brackets" />
        </button>
      </div>
    </Section>
  );
}
