import { type MouseEvent, useEffect, useRef } from 'react';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useCommands, useKeyText } from '../commands/registry.ts';
import { endTour, useTour } from '../session/tourStore.ts';
import { setView } from '../session/viewStore.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { nextTourStep, previousTourStep } from './tourCommands.ts';
import { tourSteps } from './tourSteps.ts';

/** A click leaves the focus where the reviewer works: Space stays the key of the other epoch. */
const quiet = { onMouseDown: (event: MouseEvent) => event.preventDefault() };

/** A card in a corner and an outline around what it speaks of. It blocks nothing: the window works as ever. */
export function Tour() {
  const step = useTour((state) => state.step);
  const shown = step === null ? undefined : tourSteps[step];
  if (step === null || shown === undefined) return null;
  return <TourCard key={step} step={step} />;
}

function TourCard({ step }: { readonly step: number }) {
  const { title, text, commands, mode, target } = tourSteps[step] as (typeof tourSteps)[number];
  const nextKey = useKeyText('tour.next');
  const last = step === tourSteps.length - 1;
  useEffect(() => {
    setView({ mode, focusMode: false, contactSheetOpen: false });
  }, [mode]);
  return (
    <>
      <TourOutline target={target} />
      <section className="tour" aria-label="导览">
        <header>
          <b>{title}</b>
          <span className="muted num">
            {step + 1} / {tourSteps.length}
          </span>
        </header>
        <p aria-live="polite">{text}</p>
        <p className="tour-keys">
          {commands.map((id) => (
            <TourKey key={id} id={id} />
          ))}
        </p>
        <footer>
          {!last && (
            <button type="button" className="link" {...quiet} onClick={endTour}>
              跳过导览 <KeyHint command="window.escape" />
            </button>
          )}
          <span className="tour-push" />
          {step > 0 && (
            <button type="button" {...quiet} onClick={previousTourStep}>
              上一步
            </button>
          )}
          <button type="button" className="tour-next" {...quiet} onClick={nextTourStep}>
            {last ? '开始判读' : '下一步'} <span className="chip-key">{nextKey}</span>
          </button>
        </footer>
      </section>
    </>
  );
}

/** A key and what it does, in the words of the menus. */
function TourKey({ id }: { readonly id: string }) {
  const key = useKeyText(id);
  const title = useCommands((state) => state.commands.find((command) => command.id === id)?.title);
  if (key === '') return null;
  return (
    <span className="tour-key">
      <Kbd>{key}</Kbd> {title}
    </span>
  );
}

/** Follows the thing it outlines: panes move when the window does. */
function TourOutline({ target }: { readonly target: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let request = 0;
    const follow = () => {
      const box = document.querySelector(target)?.getBoundingClientRect();
      const style = frame.current?.style;
      if (style !== undefined) {
        style.display = box === undefined ? 'none' : 'block';
        if (box !== undefined) {
          const [left, top] = [box.left - 3, box.top - 3];
          style.left = `${left}px`;
          style.top = `${top}px`;
          // a pane may go on below the window, its outline may not
          style.width = `${Math.min(box.right + 3, innerWidth) - left}px`;
          style.height = `${Math.min(box.bottom + 3, innerHeight) - top}px`;
        }
      }
      request = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(request);
  }, [target]);
  return <div ref={frame} className="tour-outline" aria-hidden="true" />;
}
