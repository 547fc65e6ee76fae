import { printChord } from '../commands/chord.ts';
import { runCommandById, useCommands } from '../commands/registry.ts';
import { type DrawingTool, useDrawing } from '../session/drawingStore.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { toolTitles } from './markupActions.ts';
import { useMeasure } from './measureStore.ts';

/** A sentence, or a command with what it does here: its key is the one in force. */
type Hint = string | readonly [command: string, does: string, orByMouse?: string];

const cancel: Hint = ['window.escape', '取消'];
const usual: readonly Hint[] = [
  '单击加点',
  ['drawing.point', '键盘落点'],
  ['drawing.finish', '完成', '双击'],
  ['drawing.removeVertex', '退回一点'],
  cancel,
];
const hints: Readonly<Partial<Record<DrawingTool, readonly Hint[]>>> = {
  text: ['单击放置文字', ['drawing.point', '键盘落点'], cancel],
  cut: ['从图斑外画到图斑外，穿过图斑', ...usual],
  newPlot: ['靠近相邻图斑自动吸附', ...usual],
  boundary: [
    '拖动顶点或边，靠近相邻图斑自动吸附',
    'Alt+单击 删顶点',
    ['drawing.point', '键盘拿起、放下顶点'],
    ['drawing.finish', '保存'],
    cancel,
  ],
};

/** What to do with the tool in hand. */
export function DrawingHint() {
  const tool = useDrawing((state) => state.tool);
  const commands = useCommands((state) => state.commands);
  if (tool === null) return null;
  const say = (hint: Hint) => {
    if (typeof hint === 'string') return hint;
    const [command, does, mouse] = hint;
    const [key] = commands.find(({ id }) => id === command)?.keys ?? [];
    const ways = [mouse, key === undefined ? undefined : printChord(key)].filter((way) => way !== undefined);
    return ways.length === 0 ? does : `${ways.join('或 ')} ${does}`;
  };
  return (
    <div className="drawing-hint" role="status">
      <b>{toolTitles[tool]}</b> {(hints[tool] ?? usual).map(say).join(' · ')}
      {/* every other shape is finished by the mouse on the map itself */}
      {tool === 'boundary' && (
        <button
          type="button"
          className="drawing-save"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => runCommandById('drawing.finish')}
        >
          保存拟改边界
        </button>
      )}
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
