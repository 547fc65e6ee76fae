import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { describeOffset, useDisplay } from './displayStore.ts';
import { useUpcomingPlots } from './tiles/upcomingPlots.ts';

/** What the map has ready and what it shows otherwise than it is. */
export function MapChips() {
  const ready = useUpcomingPlots((state) => state.ready);
  const plotId = useCurrentPlot((state) => state.plotId);
  const offset = useDisplay((state) => (plotId === null ? undefined : state.offsets[plotId]));
  const adjusted = useDisplay((state) => Object.keys(state.settings).length > 0);
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
      {offset !== undefined && (
        <span className="map-chip num" title="仅显示，不改变任何面积　Alt+方向键微调，Alt+0 还原">
          前时相偏移 {describeOffset(offset)}
        </span>
      )}
      {adjusted && (
        <span className="map-chip" title="仅显示　Alt+Backspace 还原">
          影像已调整
        </span>
      )}
    </>
  );
}
