import { partOf } from './partOf.ts';

/** An Electron event whose listener may forbid what it announces. */
export function createCancellableEvent(): Electron.Event {
  let prevented = false;
  return partOf<Electron.Event>({
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  });
}
