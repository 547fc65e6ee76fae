import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';

/** What the plot was judged the period before, and how to say the same again. */
export function PreviousVerdict() {
  const code = useCurrentPlot((state) => state.detail?.previousVerdictCode ?? null);
  const given = useCurrentPlot((state) => state.detail?.verdictCode ?? null);
  const option = useProject((state) => state.scheme?.options.find((one) => one.code === code));
  const key = useKeyText('review.copyPrevious');
  if (option === undefined) return null;
  return (
    <p className="previous-verdict">
      <span className="muted">上期</span>
      <b>
        {option.glyph} {option.title}
      </b>
      {given === code ? (
        <span className="muted">本期相同</span>
      ) : (
        <button type="button" className="link" onClick={() => runCommandById('review.copyPrevious')}>
          沿用上期 <span className="key-hint">{key}</span>
        </button>
      )}
    </p>
  );
}
