import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { importDem, importImagery, useImport } from './importStore.ts';

const epochPattern = /^\d{4}-\d{2}(-\d{2})?$/;
/** 25 度以上坡地 (rule E01). */
const steepDegrees = 25;

/** What an image or an elevation model needs to be told beside its file. */
export function RasterForm(props: { readonly kind: 'imagery' | 'dem'; readonly files: readonly string[] }) {
  const { kind, files } = props;
  const busy = useImport((state) => state.busy);
  const [epoch, setEpoch] = useState('');
  const [name, setName] = useState('');
  const [sensor, setSensor] = useState('');
  const [degrees, setDegrees] = useState(steepDegrees);
  const [file] = files;

  if (kind === 'imagery')
    return (
      <>
        <Input
          aria-label="拍摄日期"
          placeholder="拍摄日期，如 2026-03-28"
          value={epoch}
          {...(epoch === '' || epochPattern.test(epoch) ? {} : { status: 'error' as const })}
          onChange={(event) => setEpoch(event.target.value)}
        />
        <Input
          aria-label="影像名称"
          placeholder="名称，如 GF-7 0.6 m（可空）"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Input
          aria-label="卫星 / 传感器"
          placeholder="卫星 / 传感器，如 GF2 PMS1（可空，按文件所记）"
          maxLength={60}
          value={sensor}
          onChange={(event) => setSensor(event.target.value)}
        />
        <Button
          type="primary"
          loading={busy === 'import'}
          disabled={files.length === 0 || !epochPattern.test(epoch)}
          onClick={() => void importImagery(files, epoch, name.trim(), sensor.trim())}
        >
          导入影像
        </Button>
        <p className="pane-hint">
          导入时建立金字塔；来源文件不改动。同一期的多个分幅一次选中，作为一期导入。
        </p>
      </>
    );
  return (
    <>
      <InputNumber
        aria-label="坡度阈值"
        className="wide"
        prefix="坡度 ≥"
        suffix="度"
        min={1}
        max={89}
        value={degrees}
        onChange={(value) => setDegrees(value ?? steepDegrees)}
      />
      <Button
        type="primary"
        loading={busy === 'import'}
        disabled={file === undefined}
        onClick={() => file !== undefined && void importDem(file, degrees)}
      >
        计算坡度并导入
      </Button>
      <p className="pane-hint">由高程计算坡度，阈值以上的区域作为规则 E01 的图层；像元大小随核算结果记录。</p>
    </>
  );
}
