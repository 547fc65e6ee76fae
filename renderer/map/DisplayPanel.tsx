import { Slider } from 'antd';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import { isLargeOffset } from '../../shared/domain/review/epochOffset.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById, useKeysTogether } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { matchEpochs, nudgeCommandIds, stretchShown } from './displayCommands.ts';
import {
  type DisplaySetting,
  displayLimits,
  displayOf,
  isAdjusted,
  resetDisplay,
  setDisplay,
  useDisplay,
} from './displayStore.ts';
import { useMap } from './mapStore.ts';
import { describeOffset, leastConfidence, measuredHere, offsetOfPlot, useOffsets } from './offsetStore.ts';

const sliders: readonly (readonly [keyof DisplaySetting, string])[] = [
  ['brightness', '亮度'],
  ['contrast', '对比度'],
  ['gamma', '伽马'],
  ['saturation', '饱和度'],
];

/** 显示: how each epoch is shown and how they are laid over each other. It lies beside the plot and waits for nothing. */
export function DisplayPanel({ project }: { readonly project: ProjectSummary }) {
  const open = useDisplay((state) => state.panelOpen);
  const earlierId = useMap((state) => state.earlierImageId);
  const laterId = useMap((state) => state.laterImageId);
  if (!open) return null;
  const earlier = project.imagery.find(({ id }) => id === earlierId);
  const later = project.imagery.find(({ id }) => id === laterId);
  const compares = earlier !== undefined && later !== undefined && earlier.id !== later.id;
  return (
    <section className="display-panel" aria-label="影像显示">
      <header className="display-head">
        <b>影像显示</b>
        <button
          type="button"
          className="plain display-close"
          aria-label="关闭影像显示"
          onClick={() => useDisplay.setState({ panelOpen: false })}
        >
          ×
        </button>
      </header>
      <p className="muted">只改变画面，不改变坐标和面积。</p>
      <div className="display-epochs">
        {compares && <EpochDisplay image={earlier} which="前时相" />}
        {later !== undefined && <EpochDisplay image={later} which={compares ? '后时相' : '影像'} />}
      </div>
      {compares && (
        <div className="display-row">
          <button type="button" onClick={matchEpochs}>
            前时相颜色匹配后时相 <KeyHint command="display.match" className="kbd" />
          </button>
          <button type="button" onClick={() => resetDisplay()}>
            全部还原 <KeyHint command="display.reset" className="kbd" />
          </button>
        </div>
      )}
      {compares && <OffsetRows />}
    </section>
  );
}

function EpochDisplay({ image, which }: { readonly image: ImagerySummary; readonly which: string }) {
  const setting = useDisplay((state) => displayOf(state, image.id));
  const tone = useDisplay((state) => state.tones[image.id]?.kind);
  const adjusted = useDisplay((state) => isAdjusted(state, image.id));
  return (
    <fieldset className="display-epoch">
      <legend className="num">
        {which} {image.epoch}
        {tone !== undefined && (
          <span className="display-tone">{tone === 'stretched' ? '已拉伸' : '已匹配'}</span>
        )}
      </legend>
      {sliders.map(([key, title]) => (
        <div key={key} className="display-slider">
          <span>{title}</span>
          <Slider
            min={displayLimits.smallest}
            max={displayLimits.largest}
            step={0.05}
            value={setting[key]}
            tooltip={{ open: false }}
            ariaLabelForHandle={`${which}${title}`}
            onChange={(value) => setDisplay(image.id, { [key]: value })}
          />
          <span className="num">{setting[key].toFixed(2)}</span>
        </div>
      ))}
      <div className="display-row">
        <button type="button" onClick={() => stretchShown([image.id])}>
          按当前范围拉伸
        </button>
        <button type="button" disabled={!adjusted} onClick={() => resetDisplay(image.id)}>
          还原
        </button>
      </div>
    </fieldset>
  );
}

function OffsetRows() {
  const plotId = useCurrentPlot((state) => state.plotId);
  const offset = useOffsets(() => offsetOfPlot(plotId));
  const measured = useOffsets(measuredHere);
  const measuring = useOffsets((state) => state.measuring);
  const nudgeKeys = useKeysTogether(nudgeCommandIds);
  return (
    <div className="display-offset">
      <span>
        对齐：前时相
        {offset === undefined ? '未移动' : `偏移 ${describeOffset(offset)}`}
        {offset !== undefined && isLargeOffset(offset) && <b className="display-large"> 较大</b>}
        <span className="muted"> {nudgeKeys !== '' && <Kbd>{nudgeKeys}</Kbd>} 微调</span>
      </span>
      <div className="display-row">
        <button type="button" disabled={measuring} onClick={() => runCommandById('display.measureOffset')}>
          {measuring ? '正在测量…' : '测量偏移'} <KeyHint command="display.measureOffset" className="kbd" />
        </button>
        <button
          type="button"
          disabled={offset === undefined}
          onClick={() => runCommandById('display.resetOffset')}
        >
          还原 <KeyHint command="display.resetOffset" className="kbd" />
        </button>
      </div>
      {measured !== null && (
        <div className="display-row">
          <span className="num">
            测得 {describeOffset(measured.offset)} · 把握 {Math.round(measured.confidence * 100)} %
            {measured.confidence < leastConfidence && <b className="display-large"> 不可靠，请目视核对</b>}
          </span>
          <button type="button" onClick={() => runCommandById('display.adoptOffset')}>
            采用 <KeyHint command="display.adoptOffset" className="kbd" />
          </button>
        </div>
      )}
    </div>
  );
}
