import { useEffect } from 'react';
import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { type DrawingTool, layToolDown, useDrawing } from '../session/drawingStore.ts';
import { followDrawings } from '../session/plotDrawingsStore.ts';
import { DrawingHint } from './DrawingHint.tsx';
import { toolTitles } from './markupActions.ts';
import { commandOfTool, drawingTools } from './markupCommands.ts';
import { forgetMeasure } from './measureStore.ts';

const signs: Readonly<Record<DrawingTool, string>> = {
  area: '▱',
  line: '╱',
  arrow: '↗',
  cloud: '☁',
  text: '文',
  cut: '✂',
  boundary: '⬡',
  newPlot: '⊕',
  measureLength: '↔',
  measureArea: '㎡',
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
      <DrawingHint />
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
