import { type Command, defineCommand } from '../commands/Command.ts';
import { drawnOn, finishSketch, removeLastVertex } from '../map/tools/createSketching.ts';
import { movePointer, pressPointer } from '../map/tools/pointByKeys.ts';
import { type DrawingTool, layToolDown, useDrawing } from '../session/drawingStore.ts';
import { needsShownPlot } from '../session/needsPlot.ts';
import { usePlotDrawings } from '../session/plotDrawingsStore.ts';
import { useProject } from '../session/projectStore.ts';
import { clearBoundary, clearParts, take, toolTitles } from './markupActions.ts';

const group = '标绘';
const scope = 'review' as const;
export const firstPartId = 'plot-part-1';

const needsTool = () => (useDrawing.getState().tool === null ? '请先拿起一种标绘或量测工具。' : null);
const needsProject = () => (useProject.getState().project === null ? '请先打开或新建项目。' : null);
const needsParts = () => (usePlotDrawings.getState().parts.length === 0 ? '此图斑没有切分。' : null);

const tools: readonly (readonly [string, DrawingTool, readonly string[]])[] = [
  ['markup.area', 'area', ['KeyP']],
  ['markup.line', 'line', ['KeyL']],
  ['markup.arrow', 'arrow', ['Shift+KeyL']],
  ['markup.cloud', 'cloud', ['Shift+KeyP']],
  ['markup.text', 'text', ['KeyN']],
  ['markup.cut', 'cut', ['KeyK']],
  ['markup.boundary', 'boundary', ['Shift+KeyK']],
  ['measure.length', 'measureLength', ['KeyM']],
  ['measure.area', 'measureArea', ['Shift+KeyM']],
];

/** Pixels the pointer of a tool goes with one press: fine, and by large steps with Shift. */
const steps = { fine: 6, large: 48 };
const directions: readonly (readonly [string, string, number, number])[] = [
  ['Left', '左', -1, 0],
  ['Right', '右', 1, 0],
  ['Up', '上', 0, -1],
  ['Down', '下', 0, 1],
];

function onMap(act: (viewport: HTMLElement) => void): void {
  const viewport = drawnOn();
  if (viewport !== null) act(viewport);
}

/** The command that takes up a tool. */
export function commandOfTool(tool: DrawingTool): string {
  return tools.find(([, one]) => one === tool)?.[0] ?? '';
}

export const drawingTools: readonly DrawingTool[] = tools.map(([, tool]) => tool);

export const markupCommands: readonly Command[] = [
  ...tools.map(([id, tool, keys]) =>
    defineCommand({
      id,
      title: toolTitles[tool],
      group: id.startsWith('measure') ? '量测' : group,
      scope,
      keys,
      disabledReason: id.startsWith('measure') ? needsProject : needsShownPlot,
      run: () => (useDrawing.getState().tool === tool ? layToolDown() : take(tool)),
    }),
  ),
  defineCommand({
    id: 'drawing.finish',
    title: '完成所画图形',
    group,
    scope: 'drawing',
    keys: ['Enter', 'NumpadEnter'],
    run: finishSketch,
  }),
  defineCommand({
    id: 'drawing.removeVertex',
    title: '退回一个点',
    group,
    scope: 'drawing',
    keys: ['Backspace', 'Ctrl+KeyZ'],
    run: removeLastVertex,
  }),
  ...directions.flatMap(([name, title, right, down]) =>
    (['fine', 'large'] as const).map((size) =>
      defineCommand({
        id: `drawing.pointer${name}${size === 'large' ? 'Far' : ''}`,
        title: `画图光标向${title}${size === 'large' ? '（大步）' : ''}`,
        group,
        scope: 'drawing',
        keys: [`${size === 'large' ? 'Shift+' : ''}Arrow${name}`],
        disabledReason: needsTool,
        run: () => onMap((viewport) => movePointer(viewport, right * steps[size], down * steps[size])),
      }),
    ),
  ),
  defineCommand({
    id: 'drawing.point',
    title: '在画图光标处落点（改边界：拿起、放下顶点）',
    group,
    scope: 'drawing',
    keys: ['KeyX'],
    disabledReason: needsTool,
    run: () => onMap(pressPointer),
  }),
  defineCommand({
    id: 'markup.judgeParts',
    title: '到各部分的判读',
    group,
    scope,
    disabledReason: () => needsShownPlot() ?? needsParts(),
    run: () => document.getElementById(firstPartId)?.focus(),
  }),
  defineCommand({
    id: 'markup.clearParts',
    title: '取消切分',
    group,
    scope,
    disabledReason: () => needsShownPlot() ?? needsParts(),
    run: clearParts,
  }),
  defineCommand({
    id: 'markup.clearBoundary',
    title: '撤回拟改边界',
    group,
    scope,
    disabledReason: () =>
      needsShownPlot() ?? (usePlotDrawings.getState().boundary === null ? '此图斑没有拟改边界。' : null),
    run: clearBoundary,
  }),
];
