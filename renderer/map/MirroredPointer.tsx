import { useMap } from './mapStore.ts';

/** In 双屏: a cross-hair in the other half, at the place the pointer shows in its own. */
export function MirroredPointer() {
  const pixel = useMap((state) => state.pointerPixel);
  const side = useMap((state) => state.pointerSide);
  const [width, height] = useMap((state) => state.paneSize);
  const factor = useMap((state) => state.secondScale);
  if (pixel === null) return null;
  // both halves have the same middle; away from it the right one is so many times larger
  const times = side === 'first' ? factor : 1 / factor;
  const x = width / 2 + (pixel[0] - width / 2) * times;
  const y = height / 2 + (pixel[1] - height / 2) * times;
  if (x < 0 || x > width || y < 0 || y > height) return null;
  const left = side === 'first' ? `calc(round(up, 50%, 4px) + ${x}px)` : `${x}px`;
  return (
    <svg className="mirrored-pointer" style={{ left, top: y }} viewBox="0 0 25 25" aria-hidden="true">
      <path d="M12.5 0V9M12.5 16V25M0 12.5H9M16 12.5H25" stroke="#000" strokeWidth="3.5" />
      <path d="M12.5 0.5V9M12.5 16V24.5M0.5 12.5H9M16 12.5H24.5" stroke="#ffd54a" strokeWidth="1.5" />
    </svg>
  );
}
