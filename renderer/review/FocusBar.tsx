import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { formatMu } from '../ui/formatArea.ts';

/** Focus mode: the map and one line to judge by. */
export function FocusBar() {
  const scheme = useProject((state) => state.scheme);
  const detail = useCurrentPlot((state) => state.detail);
  return (
    <div className="focus-bar num">
      <b>{detail?.plotNo ?? '未选图斑'}</b>
      {detail !== null && <span>{formatMu(detail.areaSquareMeters)} 亩</span>}
      {scheme?.options.map((option) => (
        <button
          key={option.code}
          type="button"
          aria-pressed={detail?.verdictCode === option.code}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => runCommandById(`review.verdict.${option.code}`)}
        >
          <KeyHint command={`review.verdict.${option.code}`} className="kbd" /> {option.title}
        </button>
      ))}
      <span className="muted">
        <KeyHint command="window.focus" /> 退出专注
      </span>
    </div>
  );
}
