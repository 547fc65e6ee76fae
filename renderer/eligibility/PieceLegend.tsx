import { useEffect } from 'react';
import { setPieces, usePieces } from '../map/pieceStore.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { useProject } from '../session/projectStore.ts';

/** Pieces on the map in the colours of the rules that take them, and what the colours mean. */
export function PieceLegend() {
  const run = useProject((state) => state.project?.run ?? null);
  const { shown, more } = usePieces();
  useEffect(() => {
    setPieces({ active: true });
    return () => setPieces({ active: false });
  }, []);
  if (run === null) return null;
  const rules = run.byRule.filter(
    ({ rule, exclusiveSquareMeters }) => exclusiveSquareMeters > 0 && rule[0] !== 'T',
  );
  return (
    <section className="piece-legend" aria-label="碎片图例">
      <label>
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => setPieces({ shown: event.target.checked })}
        />
        扣除碎片（按规则着色）
      </label>
      {shown && (
        <ul>
          {rules.map(({ rule, title }) => (
            <li key={rule}>
              <span
                className="swatch"
                style={{
                  backgroundImage: hatchBackground(ruleStyle(rule)),
                  borderColor: ruleStyle(rule).color,
                }}
              />
              <span className="ellipsis">{title}</span>
            </li>
          ))}
        </ul>
      )}
      {shown && more && <p className="muted">此范围碎片太多，只画出一部分；放大后画全。</p>}
    </section>
  );
}
