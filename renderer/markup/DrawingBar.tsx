import { useEffect } from 'react';
import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { type DrawingTool, layToolDown, useDrawing } from '../session/drawingStore.ts';
import { followDrawings } from '../session/plotDrawingsStore.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { toolTitles } from './markupActions.ts';
import { commandOfTool, drawingTools } from './markupCommands.ts';
import { forgetMeasure, useMeasure } from './measureStore.ts';

const signs: Readonly<Record<DrawingTool, string>> = {
  area: '▱',
  line: '╱',
  arrow: '↗',
  cloud: '☁',
  text: '文',
  cut: '✂',
  boundary: '⬡',
  measureLength: '↔',
  measureArea: '㎡',
};
const usual = '单击加点 · Enter 完成 · 退格 退回一点 · Esc 取消';
const hints: Readonly<Partial<Record<DrawingTool, string>>> = {
  text: '单击放置文字 · Esc 取消',
  cut: `从图斑外画到图斑外，穿过图斑 · ${usual}`,
  boundary: '拖动顶点或边，靠近相邻图斑自动吸附 · Alt+单击 删顶点 · Enter 保存 · Esc 取消',
};

/** The drawing tools at the edge of the map, and what to do with the one in hand. */
export function DrawingBar() {
  const tool = useDrawing((state) => state.tool);
  const plotId = useCurrentPlot((state) => state.plotId);

  useEffect(followDrawings, []);
  // what is half drawn belongs to the plot it was begun on
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the plot changes
  useEffect(() => layToolDown(), [plotId]);
  useEffect(() => {
    if (tool !== 'measureArea' && tool !== 'measureLength') forgetMeasure();
  }, [tool]);

  return (
    <>
      <div className="drawing-bar" role="toolbar" aria-label="标绘与量测" aria-orientation="vertical">
        {drawingTools.map((one) => (
          <ToolButton key={one} tool={one} inHand={one === tool} />
        ))}
      </div>
      {tool !== null && (
        <div className="drawing-hint" role="status">
          <b>{toolTitles[tool]}</b> {hints[tool] ?? usual}
          <MeasureResult />
        </div>
      )}
    </>
  );
}

function ToolButton({ tool, inHand }: { readonly tool: DrawingTool; readonly inHand: boolean }) {
  const command = commandOfTool(tool);
  const key = useKeyText(command);
  return (
    <button
      type="button"
      aria-label={toolTitles[tool]}
      aria-pressed={inHand}
      title={key === '' ? toolTitles[tool] : `${toolTitles[tool]}　${key}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommandById(command)}
    >
      <span aria-hidden="true">{signs[tool]}</span>
    </button>
  );
}

function MeasureResult() {
  const result = useMeasure((state) => state.result);
  if (result === null) return null;
  return (
    <span className="drawing-measure num" title={result.kind === 'area' ? result.method : undefined}>
      {result.kind === 'length' ? (
        <>椭球长度 {formatDecimal(result.meters, 2)} m</>
      ) : (
        <>
          椭球面积 {formatDecimal(result.squareMeters, 2)} m² · {formatDecimal(result.mu, 2)} 亩
        </>
      )}
    </span>
  );
}
