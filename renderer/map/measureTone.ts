import type { BandStatistics } from '../../shared/contract/records/imageryRecords.ts';
import { backend } from '../backend/backend.ts';
import { activeMap } from './activeMap.ts';
import { setTone, useDisplay } from './displayStore.ts';
import { chainCurves, matchCurves, stretchCurves } from './toneCurve.ts';

/** Spreads the colours of an image by what of it is on the screen now. False where nothing of it is. */
export async function stretchToView(imageId: string): Promise<boolean> {
  const curves = stretchCurves(await measureView(imageId));
  if (curves !== null) setTone(imageId, { kind: 'stretched', curves });
  return curves !== null;
}

/** Makes one image's colours as frequent as another's, as that one is shown, by what is on the screen now. */
export async function matchToView(imageId: string, modelId: string): Promise<boolean> {
  const [own, model] = await Promise.all([measureView(imageId), measureView(modelId)]);
  const curves = matchCurves(own, model);
  if (curves === null) return false;
  const shown = useDisplay.getState().tones[modelId]?.curves ?? null;
  setTone(imageId, { kind: 'matched', curves: chainCurves(curves, shown) });
  return true;
}

async function measureView(imageId: string): Promise<readonly BandStatistics[]> {
  const bounds = activeMap()?.extent();
  if (bounds === undefined) return [];
  return (await backend.call('imagery.statistics', { imageId, bounds })).bands;
}
