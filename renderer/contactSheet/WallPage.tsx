import { useMap } from '../map/mapStore.ts';
import { chipKey, useChipPictures } from './chipPictures.ts';
import { WallChip } from './WallChip.tsx';
import type { WallLayout } from './wallLayout.ts';
import { useWall } from './wallStore.ts';

interface WallPageProps {
  readonly page: number;
  readonly layout: WallLayout;
  readonly scale: number;
}

/** One screen of chips. */
export function WallPage({ page, layout, scale }: WallPageProps) {
  const plots = useWall((state) => state.plots);
  const pageSize = useWall((state) => state.pageSize);
  const earlierImageId = useMap((state) => state.earlierImageId);
  const laterImageId = useMap((state) => state.laterImageId);
  const urls = useChipPictures((state) => state.urls);
  const first = page * pageSize;
  const size = { width: Math.round(layout.chipWidth * scale), height: Math.round(layout.chipHeight * scale) };
  const urlOf = (plotId: number, imageId: string | null) =>
    imageId === null ? undefined : urls.get(chipKey({ plotId, imageId, ...size }));
  return (
    <div className="wall-page">
      {plots.slice(first, first + pageSize).map((plot, place) => (
        <WallChip
          key={plot.plotId}
          plot={plot}
          place={place}
          index={first + place}
          width={layout.chipWidth}
          height={layout.chipHeight}
          earlierUrl={urlOf(plot.plotId, earlierImageId)}
          laterUrl={urlOf(plot.plotId, laterImageId)}
          comparable={earlierImageId !== laterImageId}
        />
      ))}
    </div>
  );
}
