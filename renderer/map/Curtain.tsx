import type { KeyboardEvent, PointerEvent } from 'react';
import { setMap, useMap } from './mapStore.ts';

const keyStep = 0.02;
const edge = 0.02;

/** The curtain between the epochs: drag anywhere along its line, or arrow keys while it has the focus. */
export function Curtain() {
  const swipe = useMap((state) => state.swipe);
  const vertical = useMap((state) => state.swipeDirection === 'vertical');
  const moveTo = (share: number) => setMap({ swipe: Math.max(edge, Math.min(1 - edge, share)) });

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const stage = event.currentTarget.parentElement?.getBoundingClientRect();
    if (stage === undefined) return;
    moveTo(
      vertical ? (event.clientX - stage.left) / stage.width : (event.clientY - stage.top) / stage.height,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const back = vertical ? 'ArrowLeft' : 'ArrowUp';
    const forward = vertical ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== back && event.key !== forward) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(swipe + (event.key === forward ? keyStep : -keyStep));
  };
  const percent = `${swipe * 100}%`;
  return (
    <div
      className={vertical ? 'curtain curtain-vertical' : 'curtain curtain-horizontal'}
      role="slider"
      tabIndex={0}
      aria-label="卷帘位置"
      aria-orientation={vertical ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(swipe * 100)}
      style={vertical ? { left: percent } : { top: percent }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <i className="curtain-line" />
      <i className="curtain-knob">{vertical ? '⇔' : '⇕'}</i>
    </div>
  );
}
