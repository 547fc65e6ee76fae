import { useEffect, useState } from 'react';
import type { EvidenceChip } from '../../shared/contract/records/reviewRecords.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { backend } from '../backend/backend.ts';
import { runCommandById } from '../commands/registry.ts';
import { useSettledPlot } from '../session/settledPlotStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { BytesPicture } from '../ui/BytesPicture.tsx';

/** Who only passes by does not ask for pictures. */
const restMilliseconds = 300;
const sideTitles = { earlier: '前时相', later: '后时相' } as const;

/** What the reviewer saw when the present verdict was given, one small picture for each epoch; a click brings it back. */
export function EvidenceChips() {
  const plotId = useSettledPlot((state) => state.detail?.plotId ?? null);
  const decidedAtUtc = useSettledPlot((state) => state.detail?.decidedAtUtc ?? null);
  const geometry = useSettledPlot((state) => state.geometry);
  const [chips, setChips] = useState<readonly EvidenceChip[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another verdict on the same plot has other chips
  useEffect(() => {
    setChips([]);
    if (plotId === null) return;
    let stale = false;
    const timer = setTimeout(() => {
      backend
        .call('review.evidenceChips', { plotId })
        .then((reply) => {
          if (!stale) setChips(reply.chips);
        })
        .catch(showFailure);
    }, restMilliseconds);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [plotId, decidedAtUtc]);
  if (chips.length === 0) return null;
  return (
    <div className="evidence-chips num">
      {chips.map((chip) => {
        const { side, epoch, extent, webp } = chip;
        const title = `${sideTitles[side]} ${epoch}`;
        return (
          <button
            key={side}
            type="button"
            className="evidence-chip"
            title={`重放判读时的画面（${title}）`}
            onClick={() => runCommandById('review.replay')}
          >
            <BytesPicture picture={webp} alt={`判读时的${title}`} />
            {geometry !== null && (
              <svg
                viewBox={`0 0 ${extent.maxX - extent.minX} ${extent.maxY - extent.minY}`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <path d={outlineOf(geometry, extent)} vectorEffect="non-scaling-stroke" />
              </svg>
            )}
            <span>{title}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The plot's rings as an SVG path, with the chip's north-west corner as origin. */
function outlineOf(wkb: Uint8Array, { minX, maxY }: EvidenceChip['extent']): string {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) return '';
  return parsed.value.polygons
    .flat()
    .map((ring) => {
      const vertices = Array.from(
        { length: ring.length / 2 },
        (_, i) => `${(ring[2 * i] as number) - minX} ${maxY - (ring[2 * i + 1] as number)}`,
      );
      return `M${vertices.join('L')}Z`;
    })
    .join('');
}
