import { displayOf, hasToneFilter, toneFilterId, useDisplay } from './displayStore.ts';

/** Points of a curve: every fourth value and the last; between them it is straight. */
const points = Array.from({ length: 65 }, (_, index) => Math.min(255, index * 4));

/** The curves of the images as filters the browser applies to their canvases; nothing of them is seen itself. */
export function ToneFilters() {
  const settings = useDisplay((state) => state.settings);
  const tones = useDisplay((state) => state.tones);
  const ids = [...new Set([...Object.keys(settings), ...Object.keys(tones)])];
  return (
    <svg className="tone-filters" width="0" height="0" aria-hidden="true">
      {ids
        .filter((id) => hasToneFilter({ settings, tones }, id))
        .map((id) => {
          const { gamma } = displayOf({ settings }, id);
          const table = (band: 0 | 1 | 2) =>
            points
              .map((value) => ((tones[id]?.curves[band][value] ?? value) / 255) ** (1 / gamma))
              .map((share) => share.toFixed(4))
              .join(' ');
          return (
            <filter key={id} id={toneFilterId(id)} colorInterpolationFilters="sRGB">
              <feComponentTransfer>
                <feFuncR type="table" tableValues={table(0)} />
                <feFuncG type="table" tableValues={table(1)} />
                <feFuncB type="table" tableValues={table(2)} />
              </feComponentTransfer>
            </filter>
          );
        })}
    </svg>
  );
}
