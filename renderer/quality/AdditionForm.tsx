import { AutoComplete, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { formatAsMu, formatSquareMeters } from '../../shared/domain/area/units.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import type { PlotAddition } from '../session/additionStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { dropDrawnPlot, saveDrawnPlot } from './addPlot.ts';

/** What is said of a plot that was drawn before it joins the list; what it lies on is decided here, never silently. */
export function AdditionForm({ drawn, note }: { readonly drawn: PlotAddition; readonly note: string }) {
  const { preview } = drawn;
  const towns = useQueue((state) => state.towns);
  const [townName, setTownName] = useState(preview.nearestTown);
  const [villageName, setVillageName] = useState(preview.nearestVillage);
  const [landClassCode, setLandClassCode] = useState('');
  const [remark, setRemark] = useState(note);
  const [choice, setChoice] = useState<'keep' | 'cut' | null>(null);
  const [busy, setBusy] = useState(false);
  const lies = preview.overlaps.length > 0;
  const ready = townName.trim() !== '' && (!lies || choice !== null) && !busy;
  const save = async () => {
    if (!ready) return;
    setBusy(true);
    const overlaps = lies && choice !== null ? choice : 'none';
    await saveDrawnPlot({ townName, villageName, landClassCode, remark, overlaps });
    setBusy(false);
  };
  return (
    <form
      className="form"
      aria-label="新增图斑"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="num">
        新增图斑　{formatAsMu(preview.squareMeters)} 亩
        <span className="muted">　椭球 {formatSquareMeters(preview.squareMeters)} m²</span>
      </p>
      {lies && (
        <>
          <p className="notice notice-bad" role="alert">
            与清单内图斑重叠：
            {preview.overlaps.map(({ plotNo, squareMeters }) => (
              <span key={plotNo} className="num">
                <br />
                {plotNo}　{formatSquareMeters(squareMeters)} m²
              </span>
            ))}
          </p>
          <Radio.Group
            aria-label="重叠部分"
            vertical
            value={choice}
            onChange={(event) => setChoice(event.target.value as 'keep' | 'cut')}
          >
            <Radio value="cut" disabled={preview.remainder === null}>
              {preview.remainder === null
                ? '切除重叠部分（切除后没有剩余）'
                : `切除重叠部分，余 ${formatAsMu(preview.remainder.squareMeters)} 亩`}
            </Radio>
            <Radio value="keep">确认保留重叠</Radio>
          </Radio.Group>
        </>
      )}
      <AutoComplete
        aria-label="乡镇"
        placeholder="乡镇（必填）"
        value={townName}
        options={towns.map(({ name }) => ({ value: name }))}
        onChange={setTownName}
      />
      <Input
        aria-label="村"
        placeholder="村"
        value={villageName}
        onChange={(event) => setVillageName(event.target.value)}
      />
      <Input
        aria-label="现状地类编码"
        placeholder="现状地类编码，如 0404"
        value={landClassCode}
        suffix={<span className="muted">{landClassTitle(landClassCode)}</span>}
        onChange={(event) => setLandClassCode(event.target.value.trim())}
      />
      <Input
        aria-label="新增图斑的备注"
        placeholder="备注"
        value={remark}
        onChange={(event) => setRemark(event.target.value)}
      />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          存为新增图斑
        </Button>
        <Button onClick={dropDrawnPlot}>放弃</Button>
      </div>
    </form>
  );
}
