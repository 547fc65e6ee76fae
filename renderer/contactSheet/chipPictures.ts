import { create } from 'zustand';
import { backend } from '../backend/backend.ts';
import type { EpochSide } from '../session/seenEpochsStore.ts';
import { showFailure } from '../session/toastStore.ts';

export interface ChipAddress {
  readonly plotId: number;
  readonly side: EpochSide;
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
}

/** Enough that the backend is never idle, few enough that a turned page does not wait for the one before. */
const requestsAtOnce = 6;
/** Some twenty screens of both epochs. */
const keptPictures = 1_000;

/** Addresses of the pictures that are there, decoded, so that a blink never waits. */
export const useChipPictures = create<{ readonly urls: ReadonlyMap<string, string> }>(() => ({
  urls: new Map(),
}));

export function chipKey({ plotId, imageId, width, height }: Omit<ChipAddress, 'side'>): string {
  return `${plotId} ${imageId} ${width}x${height}`;
}

let waiting: readonly ChipAddress[] = [];
let running = 0;
/** Asked for and not yet among the pictures. */
const asked = new Set<string>();
const decoded: (readonly [string, string])[] = [];
let publishing = false;

/** The pictures wanted now, the most urgent first; what was wanted before and is not any more is not asked for. */
export function wantChips(chips: readonly ChipAddress[]): void {
  waiting = chips;
  pump();
}

/** Forgets every picture: another project, or boundaries that have changed. */
export function forgetChips(): void {
  waiting = [];
  for (const url of useChipPictures.getState().urls.values()) URL.revokeObjectURL(url);
  useChipPictures.setState({ urls: new Map() });
}

function pump(): void {
  const { urls } = useChipPictures.getState();
  const next = waiting.filter((chip) => !urls.has(chipKey(chip)) && !asked.has(chipKey(chip)));
  for (const chip of next.slice(0, requestsAtOnce - running)) {
    const key = chipKey(chip);
    asked.add(key);
    running++;
    fetchChip(chip)
      .then((url) => publish(key, url))
      .catch((error: unknown) => {
        asked.delete(key);
        waiting = waiting.filter((other) => chipKey(other) !== key);
        showFailure(error);
      })
      .finally(() => {
        running--;
        pump();
      });
  }
}

async function fetchChip({ plotId, imageId, width, height }: ChipAddress): Promise<string> {
  const bytes = await backend.call('plot.chip', { plotId, imageId, width, height, format: 'jpeg' });
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  return url;
}

/** Pictures that come within one frame are drawn together. */
function publish(key: string, url: string): void {
  decoded.push([key, url]);
  if (publishing) return;
  publishing = true;
  requestAnimationFrame(() => {
    publishing = false;
    const urls = new Map(useChipPictures.getState().urls);
    for (const [name, address] of decoded.splice(0)) {
      urls.set(name, address);
      asked.delete(name);
    }
    for (const [oldest, address] of urls) {
      if (urls.size <= keptPictures) break;
      URL.revokeObjectURL(address);
      urls.delete(oldest);
    }
    useChipPictures.setState({ urls });
  });
}
