import { isLargeOffset } from '../../shared/domain/review/epochOffset.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById, useKeysTogether, useTooltip } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { nudgeCommandIds } from './displayCommands.ts';
import { isAdjusted, useDisplay } from './displayStore.ts';
import { useMap } from './mapStore.ts';
import { describeOffset, measuredHere, offsetOfPlot, useOffsets } from './offsetStore.ts';
import { useUpcomingPlots } from './tiles/upcomingPlots.ts';

/** What the map has ready and what it shows otherwise than it is. */
export function MapChips() {
  const resetTip = useTooltip('display.reset', '仅显示，不改变任何面积。还原');
  const nudgeKeys = useKeysTogether(nudgeCommandIds);
  const offsetTip = useTooltip('display.resetOffset', `仅显示，不改变任何面积。微调　${nudgeKeys}　还原`);
  const ready = useUpcomingPlots((state) => state.ready);
  const plotId = useCurrentPlot((state) => state.plotId);
  // the offset belongs to the pair of images too
  useMap((state) => `${state.earlierImageId} ${state.laterImageId}`);
  const offset = useOffsets(() => offsetOfPlot(plotId));
  const measured = useOffsets(measuredHere);
  const adjusted = useDisplay((state) => isAdjusted(state));
  const done = ready.filter(Boolean).length;
  return (
    <>
      {ready.length > 0 && (
        <span
          className="map-chip"
          role="status"
          aria-label={`后面 ${ready.length} 块中 ${done} 块的影像已备好`}
          title={`后面 ${ready.length} 块图斑中，${done} 块的两期影像已解码，切换时不用等`}
        >
          已备好 {'●'.repeat(done)}
          {'○'.repeat(ready.length - done)}
        </span>
      )}
      {measured !== null && (
        <button
          type="button"
          title={`按图斑周围的影像测得，把握 ${Math.round(measured.confidence * 100)} %　仅显示，不改变任何面积`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => runCommandById('display.adoptOffset')}
        >
          测得前时相偏移 {describeOffset(measured.offset)} 采用{' '}
          <KeyHint command="display.adoptOffset" className="chip-key" />
        </button>
      )}
      {offset !== undefined && (
        <span
          className={isLargeOffset(offset) ? 'map-chip map-chip-warn num' : 'map-chip num'}
          title={offsetTip}
        >
          {isLargeOffset(offset) && '⚠ '}前时相偏移 {describeOffset(offset)}
        </span>
      )}
      {adjusted && (
        <span className="map-chip" title={resetTip}>
          影像已调整
        </span>
      )}
    </>
  );
}
