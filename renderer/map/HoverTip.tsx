import type { PlotDetail } from '../../shared/contract/records/plotRecords.ts';
import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { useProject } from '../session/projectStore.ts';
import { formatMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { useHover } from './hoverStore.ts';
import { useMap } from './mapStore.ts';

/** Beside the pointer, so that what it points at stays seen. */
const besidePixels = 16;
/** Nearer to the rim the tip goes to the other side of the pointer. */
const room = { width: 240, height: 60 };

/** What is under the pointer on the map: number, 亩 and verdict of a plot, or how many plots a cell stands for. */
export function HoverTip() {
  const hovered = useHover((state) => state.hovered);
  const pixel = useMap((state) => state.pointerPixel);
  const side = useMap((state) => state.pointerSide);
  const [width, height] = useMap((state) => state.paneSize);
  const hidden = useMap((state) => state.linesHidden);
  const scheme = useProject((state) => state.scheme);
  if (hovered === null || pixel === null || hidden) return null;
  const words = hovered.kind === 'cell' ? `${formatCount(hovered.plots)} 块图斑，放大后逐块显示` : null;
  if (hovered.kind === 'plot' && hovered.detail === null) return null;
  const [x, y] = pixel;
  const isRight = x + room.width > width;
  const isLow = y + room.height > height;
  const shift = `translate(${isRight ? '-100%' : '0'}, ${isLow ? '-100%' : '0'})`;
  const paneLeft = side === 'second' ? 'round(up, 50%, 4px)' : '0px';
  return (
    <div
      className="hover-tip num"
      style={{
        left: `calc(${paneLeft} + ${x + (isRight ? -besidePixels : besidePixels)}px)`,
        top: y + (isLow ? -besidePixels : besidePixels),
        transform: shift,
      }}
      aria-hidden="true"
    >
      {words}
      {hovered.kind === 'plot' && hovered.detail !== null && (
        <>
          <b>{hovered.detail.plotNo}</b>
          <span>
            {formatMu(hovered.detail.areaSquareMeters)} 亩 · {describeVerdict(hovered.detail, scheme)}
          </span>
        </>
      )}
    </div>
  );
}

function describeVerdict({ status, verdictCode }: PlotDetail, scheme: VerdictScheme | null): string {
  const option = scheme?.options.find(({ code }) => code === verdictCode);
  return option?.title ?? reviewStatusLabels[status].title;
}
