import { useProject } from '../session/projectStore.ts';
import { useVerdictMarks, type VerdictMark } from '../session/verdictMarkStore.ts';
import { formatMu } from '../ui/formatArea.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { missingLook, useWallSeen } from './wallSeenStore.ts';
import { chipNumber, moveCursor, toggleChip, useWall, type WallPlot } from './wallStore.ts';
import { markOf } from './wallVerdicts.ts';

interface WallChipProps {
  readonly plot: WallPlot;
  /** Place on its page, from 0. */
  readonly place: number;
  /** Place in the whole list. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly earlierUrl: string | undefined;
  readonly laterUrl: string | undefined;
  /** True where there are two epochs to look at before a verdict. */
  readonly comparable: boolean;
}

export function chipElementId(plotId: number): string {
  return `wall-${plotId}`;
}

/** One plot on the wall: both epochs lie over each other, its number, what it is, and its verdict. */
export function WallChip(props: WallChipProps) {
  const { plot, place, index, width, height, earlierUrl, laterUrl, comparable } = props;
  const chosen = useWall((state) => state.selected.has(plot.plotId));
  const current = useWall((state) => state.cursor === index);
  const mark = useVerdictMarks((state) => markOf(state.marks, plot));
  const missing = useWallSeen((state) => missingLook(state.seen, plot.plotId));
  const glyph = useVerdictGlyph(mark);
  const name = `${chipNumber(place)} 号　${plot.plotNo}　${plot.villageName || plot.townName}　${formatMu(plot.areaSquareMeters)} 亩`;
  const classes = [
    'wall-chip',
    current && 'wall-chip-current',
    chosen && 'wall-chip-chosen',
    glyph && 'wall-chip-judged',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the focus and the keys
    <div
      id={chipElementId(plot.plotId)}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-label={`${name}　${glyph?.title ?? '未判'}`}
      title={name}
      className={classes.filter(Boolean).join(' ')}
      style={{ width: width + 2, '--verdict': glyph?.color ?? 'var(--line)' } as React.CSSProperties}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        moveCursor(index);
        toggleChip(plot.plotId);
      }}
    >
      <div className="wall-pictures" style={{ width, height }}>
        {laterUrl === undefined ? (
          <div className="wall-waiting" />
        ) : (
          <img className="wall-later" src={laterUrl} alt="" />
        )}
        {earlierUrl !== undefined && <img className="wall-earlier" src={earlierUrl} alt="" />}
        {comparable && missing !== null && <span className="wall-unseen">待看{missing}</span>}
        {chosen && <span className="wall-tick">✓</span>}
      </div>
      <div className="wall-caption num">
        <b className="wall-number">{chipNumber(place)}</b>
        <span className="ellipsis">
          …{plot.plotNo.slice(-6)} <span className="muted">{plot.villageName || plot.townName}</span>
        </span>
        {glyph !== null ? (
          <StatusGlyph title={glyph.title} glyph={glyph.glyph} color={glyph.color} />
        ) : plot.confidence === undefined ? (
          <span className="muted">{formatMu(plot.areaSquareMeters)}</span>
        ) : (
          <span className="wall-sure">{Math.round(plot.confidence * 100)}%</span>
        )}
      </div>
    </div>
  );
}

function useVerdictGlyph({ status, verdictCode }: VerdictMark) {
  const option = useProject((state) => state.scheme?.options.find(({ code }) => code === verdictCode));
  return status === 'unjudged' || option === undefined ? null : option;
}
