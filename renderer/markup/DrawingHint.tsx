import { type DrawingTool, useDrawing } from '../session/drawingStore.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { toolTitles } from './markupActions.ts';
import { useMeasure } from './measureStore.ts';

const usual = '单击加点 · Enter 完成 · 退格 退回一点 · Esc 取消';
const hints: Readonly<Partial<Record<DrawingTool, string>>> = {
  text: '单击放置文字 · Esc 取消',
  cut: `从图斑外画到图斑外，穿过图斑 · ${usual}`,
  newPlot: `靠近相邻图斑自动吸附 · ${usual}`,
  boundary: '拖动顶点或边，靠近相邻图斑自动吸附 · Alt+单击 删顶点 · Enter 保存 · Esc 取消',
};

/** What to do with the tool in hand. */
export function DrawingHint() {
  const tool = useDrawing((state) => state.tool);
  if (tool === null) return null;
  return (
    <div className="drawing-hint" role="status">
      <b>{toolTitles[tool]}</b> {hints[tool] ?? usual}
      <MeasureResult />
    </div>
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
