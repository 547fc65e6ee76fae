import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useMap } from '../map/mapStore.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import type { EpochSide } from '../session/seenEpochsStore.ts';
import { setView } from '../session/viewStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/formatNumber.ts';
import { type ChipAddress, chipKey, useChipPictures, wantChips } from './chipPictures.ts';
import { closeWall, followFilter } from './openWall.ts';
import { chipElementId } from './WallChip.tsx';
import { VerdictKeys, WallFoot } from './WallFoot.tsx';
import { WallPage } from './WallPage.tsx';
import { listenToWallKeys } from './wallKeys.ts';
import { layOutWall, type WallLayout } from './wallLayout.ts';
import { forgetLooks, watchChips } from './wallSeenStore.ts';
import { changeLayout, moveCursor, pageCount, shownPlots, turnPage, useWall } from './wallStore.ts';

const blinkMilliseconds = 600;
/** One turn of a wheel comes as several events. */
const wheelMilliseconds = 180;
/** The pane beside the wall follows the cursor once it rests. */
const restMilliseconds = 150;

/** 缩略图墙: a screen of plots at a time, both epochs blinking together, judged by number and verdict key. */
export function ContactSheet() {
  const loading = useWall((state) => state.loading);
  const empty = useWall((state) => state.plots.length === 0);
  const showing = useWall((state) => state.showing);
  const hasImages = useMap((state) => state.laterImageId !== null);
  useEffect(() => {
    const stops = [listenToWallKeys(window), followFilter(), followCursor()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useAutoBlink();

  return (
    <section className="wall" aria-label="缩略图墙" data-showing={showing}>
      <WallHead />
      {!hasImages ? (
        <EmptyState
          title="还没有影像"
          action={
            <button type="button" className="link" onClick={() => setView({ mode: 'prepare' })}>
              去“准备”导入影像 <KeyHint command="mode.prepare" />
            </button>
          }
        >
          导入前后两期影像后，这里一屏同时看二十多块图斑。
        </EmptyState>
      ) : empty && !loading ? (
        <EmptyState title="没有符合筛选的图斑">在左侧去掉一个筛选条件，或换到“全部”。</EmptyState>
      ) : (
        <WallPages />
      )}
      <WallFoot />
    </section>
  );
}

function WallHead() {
  const purpose = useWall((state) => state.purpose);
  const page = useWall((state) => state.page);
  const pages = useWall(pageCount);
  const total = useWall((state) => state.plots.length);
  const showing = useWall((state) => state.showing);
  const autoBlink = useWall((state) => state.autoBlink);
  const imageId = useMap((state) => (showing === 'earlier' ? state.earlierImageId : state.laterImageId));
  const epoch = useProject((state) => state.project?.imagery.find(({ id }) => id === imageId)?.epoch ?? '');
  return (
    <header className="wall-head num">
      {purpose.kind === 'queue' ? (
        <b className="wall-title">缩略图墙</b>
      ) : (
        <b>与 …{purpose.plotNo.slice(-6)} 相似的图斑</b>
      )}
      <span className="muted">
        第 {page + 1} / {pages} 屏 · {formatCount(total)} 块
      </span>
      <span className={`wall-epoch wall-epoch-${showing}`} role="status">
        {showing === 'earlier' ? '前时相' : '后时相'} {epoch}
      </span>
      <button
        type="button"
        aria-pressed={autoBlink}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => useWall.setState({ autoBlink: !autoBlink, showing: 'later' })}
      >
        自动闪烁 {autoBlink ? '开' : '关'}
      </button>
      {purpose.kind === 'queue' && <VerdictKeys />}
      <button type="button" className="wall-close" onClick={closeWall}>
        回到地图 <KeyHint command="window.escape" />
      </button>
    </header>
  );
}

function WallPages() {
  const scroller = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const page = useWall((state) => state.page);
  const pages = useWall(pageCount);
  const cursorPlot = useWall((state) => state.plots[state.cursor]?.plotId);
  const layout = layOutWall(box.width, box.height);
  const scale = window.devicePixelRatio;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      changeLayout(layOutWall(width, height), window.devicePixelRatio);
      setBox({ width, height });
    });
    observer.observe(element);
    element.focus();
    return () => observer.disconnect();
  }, []);
  const list = useVirtualizer({
    count: pages,
    getScrollElement: () => scroller.current,
    estimateSize: () => box.height,
    overscan: 1,
  });
  useWholePages(scroller);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the window's height changes
  useEffect(() => list.measure(), [box.height]);
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = page * box.height;
  }, [page, box.height]);
  useChipsOf(layout, scale, box.width > 0);

  return (
    <div
      ref={scroller}
      className="wall-scroll"
      role="listbox"
      aria-label="缩略图"
      aria-multiselectable="true"
      aria-activedescendant={cursorPlot === undefined ? undefined : chipElementId(cursorPlot)}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget;
        const reached = Math.round(scrollTop / clientHeight);
        if (reached !== useWall.getState().page) turnPage(reached - useWall.getState().page);
      }}
    >
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {box.width > 0 &&
          list.getVirtualItems().map((item) => (
            <div
              key={item.key}
              className="wall-slot"
              data-in-view={item.index === page}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <WallPage page={item.index} layout={layout} scale={scale} />
            </div>
          ))}
      </div>
    </div>
  );
}

/** A turn of the wheel is a page, and a dragged scroll bar comes to rest on one: no chip is ever cut. */
function useWholePages(scroller: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let turnedAt = 0;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const now = performance.now();
      if (event.deltaY === 0 || now - turnedAt < wheelMilliseconds) return;
      turnedAt = now;
      turnPage(Math.sign(event.deltaY));
    };
    const settleOnPage = () => {
      element.scrollTop = useWall.getState().page * element.clientHeight;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('scrollend', settleOnPage);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('scrollend', settleOnPage);
    };
  }, [scroller]);
}

/** Asks for this screen's pictures first, the shown epoch before the other, then for the next screen's; notes what is seen. */
function useChipsOf(layout: WallLayout, scale: number, ready: boolean): void {
  const plots = useWall((state) => state.plots);
  const page = useWall((state) => state.page);
  const pageSize = useWall((state) => state.pageSize);
  const showing = useWall((state) => state.showing);
  const earlierImageId = useMap((state) => state.earlierImageId);
  const laterImageId = useMap((state) => state.laterImageId);
  const urls = useChipPictures((state) => state.urls);
  const width = Math.round(layout.chipWidth * scale);
  const height = Math.round(layout.chipHeight * scale);

  useEffect(() => {
    if (!ready) return;
    const images = { earlier: earlierImageId, later: laterImageId };
    const sides: readonly EpochSide[] = earlierImageId === laterImageId ? ['later'] : ['later', 'earlier'];
    const chipsOf = (wanted: number): readonly ChipAddress[] =>
      shownPlots({ plots, page: wanted, pageSize }).flatMap(({ plotId }) =>
        sides.flatMap((side) => {
          const imageId = images[side];
          return imageId === null ? [] : [{ plotId, side, imageId, width, height }];
        }),
      );
    wantChips([...chipsOf(page), ...chipsOf(page + 1)]);
  }, [plots, page, pageSize, earlierImageId, laterImageId, width, height, ready]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other images are another look
  useEffect(forgetLooks, [earlierImageId, laterImageId]);
  useEffect(() => {
    const imageId = showing === 'earlier' ? earlierImageId : laterImageId;
    if (imageId === null) return;
    const drawn = shownPlots({ plots, page, pageSize })
      .map(({ plotId }) => plotId)
      .filter((plotId) => urls.has(chipKey({ plotId, imageId, width, height })));
    watchChips(drawn, showing);
  }, [plots, page, pageSize, showing, earlierImageId, laterImageId, width, height, urls]);
  useEffect(() => () => watchChips([], 'later'), []);
}

function useAutoBlink(): void {
  const autoBlink = useWall((state) => state.autoBlink);
  useEffect(() => {
    if (!autoBlink) return;
    const timer = setInterval(() => {
      const { showing } = useWall.getState();
      useWall.setState({ showing: showing === 'later' ? 'earlier' : 'later' });
    }, blinkMilliseconds);
    return () => clearInterval(timer);
  }, [autoBlink]);
}

/** The pane beside the wall shows the cursor's plot; a plot chosen there or by undo brings the cursor along. */
function followCursor(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    useWall.subscribe((state, before) => {
      const plotId = state.plots[state.cursor]?.plotId;
      if (plotId === undefined || plotId === before.plots[before.cursor]?.plotId) return;
      clearTimeout(timer);
      timer = setTimeout(() => selectPlot(plotId, 'list'), restMilliseconds);
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId === before.plotId) return;
      const { plots, cursor } = useWall.getState();
      const place = plots.findIndex(({ plotId }) => plotId === state.plotId);
      if (place >= 0 && place !== cursor) moveCursor(place);
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
