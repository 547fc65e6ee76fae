import { unByKey } from 'ol/Observable.js';
import type View from 'ol/View.js';

const changes = ['change:center', 'change:resolution'] as const;

/**
 * Keeps two views at the same middle, the second `times()` times larger; moving either moves both. Returns how to set
 * the second right after `times` has changed, and how to stop.
 */
export function linkViews(
  first: View,
  second: View,
  times: () => number,
): { readonly settle: () => void; readonly stop: () => void } {
  let following = false;
  const follow = (from: View, to: View, factor: number) => {
    // setting one part of a view says so before the other part is set
    if (following) return;
    following = true;
    to.setCenter(from.getCenter() ?? [0, 0]);
    to.setResolution((from.getResolution() ?? 1) * factor);
    following = false;
  };
  const settle = () => follow(first, second, 1 / times());
  const keys = [
    ...changes.map((change) => first.on(change, settle)),
    ...changes.map((change) => second.on(change, () => follow(second, first, times()))),
  ];
  settle();
  return { settle, stop: () => unByKey(keys) };
}
