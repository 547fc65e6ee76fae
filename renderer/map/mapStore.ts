import { create } from 'zustand';
import type { LayerSummary } from '../../shared/contract/records/projectRecords.ts';
import type { LayerRole } from '../../shared/domain/eligibility/ruleSet.ts';
import type { EpochSide } from '../session/seenEpochsStore.ts';

export type Comparison = 'single' | 'swipe' | 'dual' | 'blink' | 'fade' | 'lens';
/** In the order V goes through them. */
export const comparisons: readonly Comparison[] = ['single', 'swipe', 'dual', 'blink', 'fade', 'lens'];

/** The only map of the stage, or the left one in 双屏; the right one. */
export type StageSide = 'first' | 'second';

export interface LayerSetting {
  readonly visible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
}

interface MapState {
  readonly comparison: Comparison;
  /** Share of the stage left of (or above) the curtain. */
  readonly swipe: number;
  readonly swipeDirection: 'vertical' | 'horizontal';
  /** Weight of the later image in 渐变. */
  readonly fade: number;
  readonly earlierImageId: string | null;
  readonly laterImageId: string | null;
  /** Which of the two is in front when only one is shown. */
  readonly front: 'earlier' | 'later';
  /** True while the key for the other epoch is held. */
  readonly peeking: boolean;
  readonly linesHidden: boolean;
  /** Numbers and names on the map. */
  readonly labelsShown: boolean;
  readonly layers: Readonly<Record<string, LayerSetting>>;
  readonly flashRule: string | null;
  /** In the project's coordinates. */
  readonly pointer: readonly [number, number] | null;
  /** In CSS pixels of the map it is over; null while it is over none. */
  readonly pointerPixel: readonly [number, number] | null;
  readonly pointerSide: StageSide;
  /** Of the map the pointer is over, in CSS pixels. */
  readonly paneSize: readonly [number, number];
  /** How many times larger the right map of 双屏 shows the ground. */
  readonly secondScale: number;
  /** How long 闪烁 shows each epoch. */
  readonly blinkMilliseconds: number;
  /** In CSS pixels. */
  readonly lensRadius: number;
  readonly metersPerPixel: number;
  /** False until the stage has drawn its first complete picture. */
  readonly painted: boolean;
}

export const useMap = create<MapState>(() => ({
  comparison: 'swipe',
  swipe: 0.5,
  swipeDirection: 'vertical',
  fade: 0.5,
  earlierImageId: null,
  laterImageId: null,
  front: 'later',
  peeking: false,
  linesHidden: false,
  labelsShown: false,
  layers: {},
  flashRule: null,
  pointer: null,
  pointerPixel: null,
  pointerSide: 'first',
  paneSize: [0, 0],
  secondScale: 1,
  // slow enough to see both, fast enough for the eye to keep the first in mind
  blinkMilliseconds: 600,
  lensRadius: 140,
  metersPerPixel: 1,
  painted: false,
}));

export const blinkLimits = { shortest: 300, longest: 2_000 } as const;

/** What the right map of 双屏 can be enlarged to. */
export const secondScales: readonly number[] = [1, 2, 4];

export function setMap(change: Partial<MapState>): void {
  useMap.setState(change);
}

/** Images and layers are numbered apart; their settings share one table. */
export function imageSettingKey(imageId: string): string {
  return `image ${imageId}`;
}

export function layerSetting(state: Pick<MapState, 'layers'>, id: string): LayerSetting {
  return state.layers[id] ?? { visible: true, opacity: 1 };
}

/** Layers that would only cover the image start hidden; the plots and what is taken from them are shown. */
const shownRoles: readonly LayerRole[] = ['plots', 'exclusion', 'towns'];

/** A forest layer may cover the whole stage: the image stays the hero, and the current plot's pieces are drawn in full. */
const exclusionOpacity = 0.5;

/** Gives the layers of a project their first settings; those the reviewer has changed stay as they are. */
export function settleLayers(layers: readonly LayerSummary[]): void {
  const settled = layers.map(
    ({ id, role }) =>
      [
        id,
        { visible: shownRoles.includes(role), opacity: role === 'exclusion' ? exclusionOpacity : 1 },
      ] as const,
  );
  useMap.setState({ layers: { ...Object.fromEntries(settled), ...useMap.getState().layers } });
}

export function changeLayer(id: string, change: Partial<LayerSetting>): void {
  const { layers } = useMap.getState();
  useMap.setState({ layers: { ...layers, [id]: { ...layerSetting({ layers }, id), ...change } } });
}

/** The one image that fills the stage, or null while both are on it. The held key shows the other one whole. */
export function wholeStageImage(state: Pick<MapState, 'comparison' | 'front' | 'peeking'>): EpochSide | null {
  if (state.comparison === 'dual') return null;
  if (state.comparison === 'lens') return state.peeking ? 'later' : null;
  if (state.comparison === 'swipe' || state.comparison === 'fade') return state.peeking ? 'earlier' : null;
  if (!state.peeking) return state.front;
  return state.front === 'later' ? 'earlier' : 'later';
}

/** 双屏, where there are two epochs to show side by side. */
export function showsTwoMaps(
  state: Pick<MapState, 'comparison' | 'earlierImageId' | 'laterImageId'>,
): boolean {
  return state.comparison === 'dual' && state.earlierImageId !== state.laterImageId;
}

/** An epoch fainter than this in 渐变 cannot be judged by. */
const faintest = 0.25;

/** The epochs a reviewer can see at this moment. */
export function epochsOnStage(
  state: Pick<MapState, 'comparison' | 'front' | 'peeking' | 'fade'>,
): readonly EpochSide[] {
  const whole = wholeStageImage(state);
  if (whole !== null) return [whole];
  if (state.comparison !== 'fade') return ['earlier', 'later'];
  return [
    ...(state.fade <= 1 - faintest ? (['earlier'] as const) : []),
    ...(state.fade >= faintest ? (['later'] as const) : []),
  ];
}

/** Standard pixel of 1/96 inch, the one print scales are reckoned with. */
const metersPerScreenPixel = 0.0254 / 96;

export function scaleDenominator(metersPerPixel: number): number {
  return metersPerPixel / metersPerScreenPixel;
}

export function metersPerPixelAt(denominator: number): number {
  return denominator * metersPerScreenPixel;
}
