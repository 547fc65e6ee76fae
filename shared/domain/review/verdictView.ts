import type { Bounds } from '../geometry/multiPolygon.ts';
import type { JsonValue } from './canonicalJson.ts';

/** How one picture was shown; 1 is as it is stored. Above 1 a gamma is brighter in the middle tones. */
export interface PictureDisplay {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly gamma: number;
  /** Curves that were measured on the screen: two hexadecimal digits for each of the 256 values of red, green, blue. */
  readonly tone: { readonly kind: 'stretched' | 'matched'; readonly curves: string } | null;
}

/** What the screen did to the pictures beside laying them over each other. */
export interface ScreenDisplay {
  readonly earlier: PictureDisplay;
  readonly later: PictureDisplay;
  /** How many times larger the right half of 双屏 showed the ground. */
  readonly secondScale: number;
}

/** What was on the screen when a verdict was given, as the window says it. Lengths are metres of the project CRS. */
export interface VerdictView {
  readonly earlierImageId: string | null;
  readonly laterImageId: string | null;
  readonly extent: Bounds;
  /** 'swipe', 'blink' …: the names the map gives its ways of comparing; 'wall' for a chip of the thumbnail wall. */
  readonly comparison: string;
  /** Share of the stage left of (or above) the curtain. */
  readonly swipe: number;
  readonly swipeDirection: 'vertical' | 'horizontal';
  /** Weight of the later image in 渐变. */
  readonly fade: number;
  readonly front: 'earlier' | 'later';
  /** Shift of the earlier image on the screen; areas never see it. */
  readonly offsetX: number;
  readonly offsetY: number;
  /** How long the plot had been on the screen. */
  readonly dwellMilliseconds: number;
  /** Absent in evidence of versions that did not keep it, and for chips, which show pictures as they are stored. */
  readonly display?: ScreenDisplay;
}

/** What a screen of the thumbnail wall showed: the plots' chips, all drawn alike. */
export interface ChipsView {
  readonly earlierImageId: string | null;
  readonly laterImageId: string | null;
  /** Size of a chip in pixels; with the plot's boundary it says what ground the chip showed. */
  readonly width: number;
  readonly height: number;
  readonly front: VerdictView['front'];
  /** How long each plot's chip had been on the screen. */
  readonly dwells: readonly { readonly plotId: number; readonly milliseconds: number }[];
}

export interface EvidenceImage {
  readonly side: 'earlier' | 'later';
  readonly imageId: string;
  readonly name: string;
  readonly epoch: string;
  /** Hash of the picture's source file. */
  readonly sourceSha256: string;
}

/** The view with what only the project knows: which pictures these were, and by which rules areas were computed. */
export interface VerdictEvidence {
  readonly view: VerdictView;
  readonly images: readonly EvidenceImage[];
  readonly rulesId: string | null;
  readonly rulesVersion: string | null;
}

/** The form evidence is hashed in; the hash stands in the log, so that evidence cannot be changed afterwards. */
export function evidenceToJson(evidence: VerdictEvidence): JsonValue {
  const { view, images, rulesId, rulesVersion } = evidence;
  const { display, ...seen } = view;
  const { minX, minY, maxX, maxY } = view.extent;
  return {
    view: {
      ...seen,
      extent: { minX, minY, maxX, maxY },
      ...(display === undefined ? {} : { display: displayToJson(display) }),
    },
    images: images.map(({ side, imageId, name, epoch, sourceSha256 }) => ({
      side,
      imageId,
      name,
      epoch,
      sourceSha256,
    })),
    rulesId,
    rulesVersion,
  };
}

/** The form in which a display is kept and hashed. */
export function displayToJson({ earlier, later, secondScale }: ScreenDisplay): JsonValue {
  return { earlier: pictureToJson(earlier), later: pictureToJson(later), secondScale };
}

function pictureToJson({ brightness, contrast, saturation, gamma, tone }: PictureDisplay): JsonValue {
  return {
    ...{ brightness, contrast, saturation, gamma },
    tone: tone === null ? null : { kind: tone.kind, curves: tone.curves },
  };
}
