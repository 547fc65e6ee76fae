import { create } from 'zustand';
import type { SlopeShading } from '../../shared/contract/records/imageryRecords.ts';
import { backend } from '../backend/backend.ts';
import { changeLayer, useMap } from './mapStore.ts';

/** Slope shadings of the project; each is hidden until the reviewer asks for it. */
export const useShadings = create<{ readonly shadings: readonly SlopeShading[] }>(() => ({ shadings: [] }));

/** The ground has to be seen under the colours. */
const firstOpacity = 0.55;

/** Key of a shading's settings in the table of layers. */
export function shadingSettingKey(shadingId: string): string {
  return `shading ${shadingId}`;
}

/** Reads what shadings there are; settings the reviewer has made stay as they are. */
export async function loadShadings(): Promise<void> {
  const { shadings } = await backend.call('imagery.shadings', {});
  for (const { id } of shadings) {
    const key = shadingSettingKey(id);
    if (useMap.getState().layers[key] === undefined) {
      changeLayer(key, { visible: false, opacity: firstOpacity });
    }
  }
  useShadings.setState({ shadings });
}
