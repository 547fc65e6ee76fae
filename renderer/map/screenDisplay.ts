import type { PictureDisplay, ScreenDisplay } from '../../shared/domain/review/verdictView.ts';
import { displayOf, resetDisplay, setDisplay, setTone, useDisplay } from './displayStore.ts';
import { setMap, useMap } from './mapStore.ts';
import type { ToneCurves } from './toneCurve.ts';

const values = 256;

/** How both pictures are shown now, for the evidence of a verdict. */
export function captureDisplay(): ScreenDisplay {
  const { earlierImageId, laterImageId, secondScale } = useMap.getState();
  return { earlier: capturePicture(earlierImageId), later: capturePicture(laterImageId), secondScale };
}

/** Shows the two pictures the map has chosen as they were shown then. */
export function restoreDisplay({ earlier, later, secondScale }: ScreenDisplay): void {
  const { earlierImageId, laterImageId } = useMap.getState();
  setMap({ secondScale });
  if (earlierImageId !== null) restorePicture(earlierImageId, earlier);
  if (laterImageId !== null) restorePicture(laterImageId, later);
}

function capturePicture(imageId: string | null): PictureDisplay {
  const state = useDisplay.getState();
  const { brightness, contrast, saturation, gamma } = displayOf(state, imageId ?? '');
  const tone = imageId === null ? undefined : state.tones[imageId];
  return {
    ...{ brightness, contrast, saturation, gamma },
    tone: tone === undefined ? null : { kind: tone.kind, curves: curvesToText(tone.curves) },
  };
}

function restorePicture(imageId: string, { tone, ...setting }: PictureDisplay): void {
  resetDisplay(imageId);
  if (Object.values(setting).some((value) => value !== 1)) setDisplay(imageId, setting);
  if (tone !== null) setTone(imageId, { kind: tone.kind, curves: textToCurves(tone.curves) });
}

/** Rounded to what a screen can show: two hexadecimal digits a value. */
function curvesToText(curves: ToneCurves): string {
  return curves
    .flatMap((curve) => curve.map((value) => Math.round(value).toString(16).padStart(2, '0')))
    .join('');
}

function textToCurves(text: string): ToneCurves {
  const curve = (band: number) =>
    Array.from({ length: values }, (_, value) => {
      const at = (band * values + value) * 2;
      return Number.parseInt(text.slice(at, at + 2), 16);
    });
  return [curve(0), curve(1), curve(2)];
}
