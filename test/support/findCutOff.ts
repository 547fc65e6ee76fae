import type { Page } from 'playwright-core';

/** What a person could not read or reach in the window as it stands, told as `<what is wrong>: <element>`. */
export function findCutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(lookForCutOff);
}

/** Runs in the page. */
function lookForCutOff(): string[] {
  const slack = 1.5;
  const faults: string[] = [];
  const tell = (fault: string, element: Element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30);
    faults.push(
      `${fault}: ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${text}”`,
    );
  };
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth || page.scrollHeight > page.clientHeight)
    tell(`the page is ${page.scrollWidth} × ${page.scrollHeight}`, page);

  /** What lies over everything else is looked at alone: a dialog, the wall, a preview. */
  const over = [...document.querySelectorAll('dialog:modal')].at(-1);
  const scope = over ?? document.body;
  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('[inert], [aria-hidden=true], .ol-viewport') === null;
  const flows = (value: string) => value === 'auto' || value === 'scroll';

  /** The part of an element that can be brought on the screen: cut by what hides, not by what scrolls. */
  const reachable = (element: Element) => {
    const box = element.getBoundingClientRect();
    let { left, right, top, bottom } = box;
    let [scrollsX, scrollsY] = [false, false];
    for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      const frame = parent.getBoundingClientRect();
      scrollsX ||= flows(style.overflowX) && parent.scrollWidth > parent.clientWidth;
      scrollsY ||= flows(style.overflowY) && parent.scrollHeight > parent.clientHeight;
      if (!scrollsX && style.overflowX !== 'visible') {
        left = Math.max(left, frame.left);
        right = Math.min(right, frame.right);
      }
      if (!scrollsY && style.overflowY !== 'visible') {
        top = Math.max(top, frame.top);
        bottom = Math.min(bottom, frame.bottom);
      }
      if (parent === over) break;
    }
    if (!scrollsX) [left, right] = [Math.max(0, left), Math.min(innerWidth, right)];
    if (!scrollsY) [top, bottom] = [Math.max(0, top), Math.min(innerHeight, bottom)];
    return { box, scrolls: scrollsX || scrollsY, width: right - left, height: bottom - top };
  };

  const controls = scope.querySelectorAll(
    'button, a[href], input:not([type=file]), select, textarea, [role=tab], [role=slider], [role=combobox]',
  );
  for (const control of controls) {
    if (!isShown(control)) continue;
    const { box, scrolls, width, height } = reachable(control);
    // a box that is drawn by another element takes no room of its own
    if (box.width < 4 || box.height < 4) continue;
    const bar = control.closest('[role=toolbar]')?.getBoundingClientRect() ?? box;
    if (box.right > bar.right + slack || box.bottom > bar.bottom + slack)
      tell('stands out of its bar', control);
    if (width < box.width - slack || height < box.height - slack) tell('a control is cut off', control);
    else if (!scrolls) {
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const free =
        hit === null ||
        control.contains(hit) ||
        hit.contains(control) ||
        hit.closest('label')?.contains(control) === true ||
        // what lies over the map by itself hides the map's own controls
        ['.wall', '.preview', '.strip-flyout', '.tour', '.toast', '.rc-select-dropdown'].some(
          (cover) => hit.closest(cover) !== null && control.closest(cover) === null,
        ) ||
        hit.closest('.ant-select, .ant-slider, .ant-input-affix-wrapper, .ant-picker')?.contains(control) ===
          true;
      if (!free) tell(`a control lies under ${hit?.className}`, control);
    }
  }

  for (const pane of scope.querySelectorAll('*')) {
    // a table or a picture is moved sideways; a pane of controls and sentences never is
    if (
      !isShown(pane) ||
      pane.matches('textarea, input, [role=document]') ||
      pane.querySelector('table') !== null
    )
      continue;
    if (flows(getComputedStyle(pane).overflowX) && pane.scrollWidth > pane.clientWidth + slack)
      tell('scrolls sideways', pane);
  }

  // one line of text over the next: a row that was broken in two, or that is too low for what it says
  const lines: { readonly holder: Element; readonly box: DOMRect }[] = [];
  const clipped = (holder: Element, box: DOMRect) => {
    let { left, right, top, bottom } = box;
    for (let parent: Element | null = holder; parent !== null; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowX === 'visible') continue;
      const frame = parent.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return new DOMRect(left, top, right - left, bottom - top);
  };
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || (node.textContent ?? '').trim() === '' || !isShown(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width === 0 || text.height === 0) continue;
    for (const box of range.getClientRects()) {
      const shown = clipped(holder, box);
      if (shown.width > 0 && shown.height > 0) lines.push({ holder, box: shown });
    }
    for (let parent: Element | null = holder; parent !== null; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      const frame = parent.getBoundingClientRect();
      if (flows(style.overflowX) || flows(style.overflowY)) break;
      const isBox = parent.matches('button, .map-chip, .date-badge, .toast, .tour, .focus-bar, .comparison');
      if (style.overflowX === 'visible' && !isBox) continue;
      const cut = text.right > frame.right + slack || text.left < frame.left - slack;
      // shortened on purpose: the whole text is in the tooltip
      const told = holder.closest('[title]') !== null && style.textOverflow === 'ellipsis';
      if (cut && !told) tell(isBox ? 'a text runs out of its box' : 'a text is cut', holder);
      const low = text.bottom > frame.bottom + 2 * slack || text.top < frame.top - 2 * slack;
      if (low && !told && style.overflowY !== 'visible') tell('a line is cut', holder);
      break;
    }
  }

  for (const [place, { holder, box }] of lines.entries()) {
    for (const next of lines.slice(place + 1, place + 4)) {
      // a text that is shortened to its box comes twice: whole and shortened
      if (next.holder === holder) continue;
      const width = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
      const height = Math.min(box.bottom, next.box.bottom) - Math.max(box.top, next.box.top);
      if (width > slack && height > 0.3 * box.height)
        tell(`“${next.holder.textContent}” is written over`, holder);
    }
  }

  for (const inside of scope.querySelectorAll('.stage-box :is(button, input, output, span, b)')) {
    const { box, scrolls } = reachable(inside);
    if (!isShown(inside) || scrolls) continue;
    const stage = inside.closest('.stage-box')?.getBoundingClientRect() ?? box;
    const isOut =
      box.right > stage.right + slack ||
      box.left < stage.left - slack ||
      box.bottom > stage.bottom + slack ||
      box.top < stage.top - slack;
    if (isOut && box.width > 4) tell('runs out of the map', inside);
  }

  const floats = [...document.querySelectorAll('.stage-box *')].filter((element) => {
    if (over !== undefined || !isShown(element)) return false;
    const box = element.getBoundingClientRect();
    const stage = element.closest('.stage-box')?.getBoundingClientRect();
    return (
      getComputedStyle(element).position === 'absolute' &&
      box.width * box.height > 16 &&
      box.width * box.height < 0.5 * (stage?.width ?? 0) * (stage?.height ?? 0) &&
      (element.textContent ?? '').trim() !== '' &&
      element.closest('.wall, .preview, .curtain') === null
    );
  });
  for (const [place, one] of floats.entries()) {
    for (const other of floats.slice(place + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > slack && height > slack) tell(`lies over ${other.className}`, one);
    }
  }
  return [...new Set(faults)];
}
