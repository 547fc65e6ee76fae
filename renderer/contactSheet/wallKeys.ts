import { belongsToInputMethod, chordOf } from '../commands/chord.ts';
import { findCommandByKey, keyInBrackets } from '../commands/registry.ts';
import { showToast } from '../session/toastStore.ts';
import { useVerdictMarks } from '../session/verdictMarkStore.ts';
import { useView } from '../session/viewStore.ts';
import { moveCursor, typeDigit, useWall } from './wallStore.ts';
import { answerQuestion, clearChosen, judgeChosen, markOf } from './wallVerdicts.ts';

const editable = 'input:not([type=checkbox]), textarea, select, [contenteditable=true], .ant-select';
const verdictPrefix = 'review.verdict.';

/**
 * Keys of the wall, before the window's own. A digit is a chip's number as long as nothing is chosen, and a verdict
 * as soon as something is. All other keys are those of the registry, so that a rebound key works here too: the
 * wall's own commands run as everywhere, those of the map and the queue mean something else here. Returns how to stop.
 */
export function listenToWallKeys(target: Window): () => void {
  let peekingWith: string | null = null;
  const show = (showing: 'earlier' | 'later', key: string | null) => {
    peekingWith = key;
    if (useWall.getState().showing !== showing && !useWall.getState().autoBlink)
      useWall.setState({ showing });
  };
  const letGo = (event: KeyboardEvent) => {
    if (event.code === peekingWith) show('later', null);
  };
  const letAllGo = () => show('later', null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (belongsToInputMethod(event) || event.defaultPrevented || !wallHasTheKeys(event)) return;
    const command = findCommandByKey(chordOf(event), false)?.id;
    if (command === 'map.peek') {
      if (!event.repeat) show('earlier', event.code);
    } else if (command === 'map.blink') {
      useWall.setState({ autoBlink: !useWall.getState().autoBlink, showing: 'later' });
    } else if (!act(event, command)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', letGo, { capture: true });
  target.addEventListener('blur', letAllGo);
  return () => {
    target.removeEventListener('keydown', onKeyDown, { capture: true });
    target.removeEventListener('keyup', letGo, { capture: true });
    target.removeEventListener('blur', letAllGo);
  };
}

function wallHasTheKeys(event: KeyboardEvent): boolean {
  const { contactSheetOpen, dialog, mode } = useView.getState();
  if (!contactSheetOpen || dialog !== null || mode !== 'review') return false;
  const element = event.target instanceof Element ? event.target : null;
  if (element?.closest(editable) || element?.closest('[data-keys=table]')) return false;
  // a button the keyboard has been brought to is pressed by Enter and Space
  return !(element?.matches('button, a[href]') && (event.code === 'Enter' || event.code === 'Space'));
}

/** True where the key meant something here. */
function act(event: KeyboardEvent, command: string | undefined): boolean {
  const wall = useWall.getState();
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
  const digit = plain ? /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] : undefined;
  if (wall.question !== null) {
    const choice = digit === undefined ? undefined : wall.question.field.choices[Number(digit) - 1];
    if (choice !== undefined) answerQuestion(choice.code);
    return digit !== undefined || /^(review\.verdict|wall)\./.test(command ?? '');
  }
  if (plain && move(event.code)) return true;
  if (digit !== undefined && takesNumbers()) {
    const missing = typeDigit(digit);
    if (missing !== null) showToast({ kind: 'info', text: `这一屏没有 ${missing} 号缩略图。` });
    return true;
  }
  return runHere(command);
}

/** A digit is a number while nothing is chosen, after a comma, and on a wall whose verdict is settled. */
function takesNumbers(): boolean {
  const { selected, adding, typed, purpose } = useWall.getState();
  return purpose.kind === 'similar' || selected.size === 0 || adding || typed !== '';
}

function move(code: string): boolean {
  const { cursor, columns, plots } = useWall.getState();
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -cursor,
    End: plots.length,
  };
  const step = steps[code];
  if (step === undefined) return false;
  moveCursor(cursor + step);
  return true;
}

function runHere(command: string | undefined): boolean {
  const { cursor, plots, purpose } = useWall.getState();
  switch (command) {
    case 'review.clear':
      clearChosen();
      return true;
    case 'review.next':
      moveCursor(cursor + 1);
      return true;
    case 'review.previous':
      moveCursor(cursor - 1);
      return true;
    case 'review.nextUnjudged': {
      const { marks } = useVerdictMarks.getState();
      const after = plots.findIndex(
        (plot, index) => index > cursor && markOf(marks, plot).status === 'unjudged',
      );
      if (after >= 0) moveCursor(after);
      else showToast({ kind: 'info', text: '后面没有未判的图斑了。' });
      return true;
    }
  }
  if (command?.startsWith(verdictPrefix) !== true) return false;
  if (purpose.kind === 'queue') judgeChosen(command.slice(verdictPrefix.length));
  else
    showToast({
      kind: 'info',
      text: `联判只给一个结论：去掉不像的，再一次联判${keyInBrackets('wall.judgeRest')}。`,
    });
  return true;
}
