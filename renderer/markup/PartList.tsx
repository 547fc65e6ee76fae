import { usePlotDrawings } from '../session/plotDrawingsStore.ts';
import { useProject } from '../session/projectStore.ts';
import { describeArea, formatPrintedMu } from '../ui/formatArea.ts';
import { clearParts, decidePart } from './markupActions.ts';
import { firstPartId } from './markupCommands.ts';

/** The parts the plot is cut into, each with its area and its own verdict; the areas add up to the plot's. */
export function PartList() {
  const parts = usePlotDrawings((state) => state.parts);
  const options = useProject((state) => state.scheme?.options ?? noOptions);
  if (parts.length === 0) return null;
  const totalMu = parts.reduce((sum, { printedMu }) => sum + printedMu, 0);
  const judged = parts.filter(({ verdictCode }) => verdictCode !== null).length;
  return (
    <div className="part-list num">
      <div className="part-head">
        <span>
          已切分为 {parts.length} 部分 · 已判 {judged}
        </span>
        <button type="button" className="link" onClick={clearParts}>
          取消切分
        </button>
      </div>
      <ol>
        {parts.map(({ position, squareMeters, printedMu, verdictCode }) => (
          <li
            key={position}
            onPointerEnter={() => usePlotDrawings.setState({ pointedAt: `part ${position}` })}
            onPointerLeave={() => usePlotDrawings.setState({ pointedAt: null })}
          >
            <span className="part-no">{position}</span>
            <select
              id={position === 1 ? firstPartId : undefined}
              aria-label={`第 ${position} 部分的结论`}
              value={verdictCode ?? ''}
              onFocus={() => usePlotDrawings.setState({ pointedAt: `part ${position}` })}
              onChange={(event) =>
                decidePart(position, event.target.value === '' ? null : event.target.value)
              }
            >
              <option value="">未判</option>
              {options.map(({ code, glyph, title }) => (
                <option key={code} value={code}>
                  {glyph} {title}
                </option>
              ))}
            </select>
            <span className="part-area" title={describeArea(squareMeters)}>
              {formatPrintedMu(printedMu)} 亩
            </span>
          </li>
        ))}
      </ol>
      <div className="part-sum">
        <span>合计（与图斑面积闭合）</span>
        <span>{formatPrintedMu(totalMu)} 亩</span>
      </div>
    </div>
  );
}

const noOptions: readonly never[] = [];
