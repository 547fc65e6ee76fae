import type { KeyChanges } from './effectiveKeys.ts';

export const keyPresetIds = ['default', 'arcgis', 'josm', 'leftMouse'] as const;
export type KeyPresetId = (typeof keyPresetIds)[number];

export interface KeyPreset {
  readonly title: string;
  readonly remark: string;
  readonly keys: KeyChanges;
}

/** Keys people bring along from other programs, as changes to the default ones. */
export const keyPresets: Readonly<Record<KeyPresetId, KeyPreset>> = {
  default: { title: '默认', remark: '左手按键，右手鼠标', keys: {} },
  arcgis: {
    title: 'ArcGIS 习惯',
    remark: 'Z 放大、X 缩小、Insert 全图',
    keys: {
      'map.zoomIn': ['KeyZ', 'Equal', 'NumpadAdd'],
      'map.zoomOut': ['KeyX', 'Minus', 'NumpadSubtract'],
      'map.fitPlot': ['Shift+KeyZ'],
      'map.reviewScale': ['Shift+KeyX'],
      'map.fitProject': ['Insert'],
    },
  },
  josm: {
    title: 'JOSM',
    remark: 'A 画面、P 切分、W 改边界，] 下一块未判、[ 上一块，F3 搜索命令',
    keys: {
      'markup.area': ['KeyA'],
      'markup.cut': ['KeyP'],
      'markup.boundary': ['KeyW'],
      'review.nextUnjudged': ['BracketRight'],
      'review.previous': ['BracketLeft', 'PageUp'],
      'review.copyPrevious': ['KeyY'],
      'window.palette': ['F3', 'Ctrl+KeyK', 'Ctrl+KeyF'],
    },
  },
  leftMouse: {
    title: '左手鼠标',
    remark: '右手按键：J 上一块、L 下一块、K 下一块未判，小键盘数字判读',
    keys: {
      'review.previous': ['KeyJ', 'PageUp'],
      'review.next': ['KeyL', 'PageDown'],
      'review.nextUnjudged': ['KeyK'],
      'review.note': ['KeyI'],
      'review.flag': ['KeyU'],
      'review.copyPrevious': ['KeyO'],
      'map.swipe': ['KeyB'],
      'map.comparison': ['KeyN'],
      'map.fitPlot': ['KeyM'],
      'map.hideLines': ['KeyH'],
      'markup.line': ['Shift+KeyL'],
      'markup.cut': ['Shift+KeyK'],
      'markup.text': ['Shift+KeyN'],
      'measure.length': ['Shift+KeyJ'],
    },
  },
};
