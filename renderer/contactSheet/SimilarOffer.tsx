import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useView } from '../session/viewStore.ts';
import { useSimilarOffer } from './similarOffer.ts';
import { useWall } from './wallStore.ts';

/** Over the map or below the wall after a verdict: how many plots look the same. */
export function SimilarOffer() {
  const offer = useSimilarOffer((state) => state.offer);
  const key = useKeyText('wall.similar');
  const areShown = useWall((state) => state.purpose.kind === 'similar');
  const wallOpen = useView((state) => state.contactSheetOpen);
  if (offer === null || (wallOpen && areShown)) return null;
  return (
    <button
      type="button"
      title="与刚判的图斑前后变化相似，可一次联判"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommandById('wall.similar')}
    >
      还有 {offer.count} 个相似图斑 <span className="chip-key">{key}</span>
    </button>
  );
}
