import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { type EpochSide, useSeenEpochs } from '../session/seenEpochsStore.ts';
import { ComparisonBar } from './ComparisonBar.tsx';
import { Curtain } from './Curtain.tsx';
import { DisplayPanel } from './DisplayPanel.tsx';
import { useMap, wholeStageImage } from './mapStore.ts';
import { ScaleLine } from './ScaleLine.tsx';
import { ToneFilters } from './ToneFilters.tsx';

/** Everything that floats over the map: dates, ways of comparing, curtain, scale, north. */
export function MapFurniture({ project }: { readonly project: ProjectSummary }) {
  const earlierId = useMap((state) => state.earlierImageId);
  const laterId = useMap((state) => state.laterImageId);
  const comparison = useMap((state) => state.comparison);
  const whole = useMap(wholeStageImage);
  const earlier = project.imagery.find(({ id }) => id === earlierId);
  const later = project.imagery.find(({ id }) => id === laterId);
  const compares = earlier !== undefined && later !== undefined && earlier.id !== later.id;

  return (
    <>
      {compares && whole !== 'later' && (
        <DateBadge image={earlier} which="前时相" epoch="earlier" side="left" />
      )}
      {later !== undefined && whole !== 'earlier' && (
        <DateBadge
          image={later}
          which={compares ? (comparison === 'lens' && whole === null ? '后时相（镜内）' : '后时相') : '影像'}
          epoch="later"
          side={compares && whole === null ? 'right' : 'left'}
        />
      )}
      {compares && <ComparisonBar />}
      <DisplayPanel project={project} />
      <ToneFilters />
      {compares && comparison === 'swipe' && whole === null && <Curtain />}
      <ScaleLine />
      <div className="north" role="img" aria-label="上方为北">
        <svg viewBox="0 0 20 28" aria-hidden="true">
          <path d="M10 1 L16 18 L10 14.5 L4 18 Z" fill="#fff" stroke="#000a" strokeWidth="1" />
          <text x="10" y="27" textAnchor="middle" fontSize="9" fill="#fff">
            北
          </text>
        </svg>
      </div>
      {project.imagery.length === 0 && (
        <div className="stage-hint">
          还没有影像。在“准备”
          <KeyHint command="mode.prepare" className="brackets" />
          中导入前后两期影像后，可用卷帘对比。
        </div>
      )}
    </>
  );
}

interface DateBadgeProps {
  readonly image: ImagerySummary;
  readonly which: string;
  readonly epoch: EpochSide;
  readonly side: 'left' | 'right';
}

/** Date, sensor and ground pixel of an image are always on the screen, with which of the two it is. */
function DateBadge({ image, which, epoch, side }: DateBadgeProps) {
  const isUnreadable = useSeenEpochs(({ unreadable }) => unreadable.includes(epoch));
  const facts = [image.sensor, formatResolution(image.resolutionMeters)].filter(Boolean).join(' · ');
  return (
    <div className={`date-badge date-badge-${side} num`}>
      <b>{image.epoch}</b>
      <span className="date-badge-more">
        {facts} {which}
      </span>
      {isUnreadable && <b className="date-badge-failure">影像读不出</b>}
    </div>
  );
}

function formatResolution(meters: number): string {
  return `${meters < 1 ? meters.toFixed(2).replace(/0$/, '') : meters.toFixed(meters < 10 ? 1 : 0)} m`;
}
