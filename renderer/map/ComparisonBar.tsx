import { Slider } from 'antd';
import { useEffect } from 'react';
import { printChord } from '../commands/chord.ts';
import { useCommands } from '../commands/registry.ts';
import { useDisplay } from './displayStore.ts';
import { blinkLimits, type Comparison, comparisons, secondScales, setMap, useMap } from './mapStore.ts';

const modes: Readonly<Record<Comparison, { readonly title: string; readonly command: string }>> = {
  single: { title: '单图', command: 'map.single' },
  swipe: { title: '卷帘', command: 'map.swipe' },
  dual: { title: '双屏', command: 'map.dual' },
  blink: { title: '闪烁', command: 'map.blink' },
  fade: { title: '渐变', command: 'map.fade' },
  lens: { title: '透镜', command: 'map.lens' },
};

/** The ways of comparing exclude each other; B and V do the same from the keyboard. */
export function ComparisonBar() {
  const comparison = useMap((state) => state.comparison);
  const fade = useMap((state) => state.fade);
  const secondScale = useMap((state) => state.secondScale);
  const blinkMilliseconds = useMap((state) => state.blinkMilliseconds);
  const panelOpen = useDisplay((state) => state.panelOpen);

  useEffect(() => {
    if (comparison !== 'blink') return;
    const timer = setInterval(
      () => setMap({ front: useMap.getState().front === 'later' ? 'earlier' : 'later' }),
      blinkMilliseconds,
    );
    return () => clearInterval(timer);
  }, [comparison, blinkMilliseconds]);

  return (
    <div className="comparison" role="toolbar" aria-label="影像对比方式">
      {comparisons.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === comparison}
          title={`${modes[mode].title}　${keysOf(modes[mode].command)}　依次切换 V`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setMap({ comparison: mode, front: 'later' })}
        >
          {modes[mode].title}
          {mode === 'swipe' && <span className="comparison-key">B</span>}
        </button>
      ))}
      {comparison === 'dual' && (
        <div className="comparison-scales" role="radiogroup" aria-label="右图放大">
          <span>右图</span>
          {secondScales.map((scale) => (
            // biome-ignore lint/a11y/useSemanticElements: buttons of a toolbar, as the others
            <button
              key={scale}
              type="button"
              role="radio"
              aria-checked={scale === secondScale}
              title={`右图放大 ${scale} 倍　${keysOf('map.secondScale')}`}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => setMap({ secondScale: scale })}
            >
              {scale}×
            </button>
          ))}
        </div>
      )}
      {comparison === 'blink' && (
        <div className="comparison-fade">
          <span>快</span>
          <Slider
            min={blinkLimits.shortest}
            max={blinkLimits.longest}
            step={100}
            value={blinkMilliseconds}
            tooltip={{ open: false }}
            ariaLabelForHandle="闪烁间隔"
            onChange={(value) => setMap({ blinkMilliseconds: value })}
          />
          <span className="num">{(blinkMilliseconds / 1_000).toFixed(1)} 秒</span>
        </div>
      )}
      {comparison === 'fade' && (
        <div className="comparison-fade">
          <span>前</span>
          <Slider
            min={0}
            max={1}
            step={0.01}
            value={fade}
            tooltip={{ open: false }}
            ariaLabelForHandle="后时相的透明度"
            onChange={(value) => setMap({ fade: value })}
          />
          <span>后</span>
        </div>
      )}
      <button
        type="button"
        className="comparison-display"
        aria-expanded={panelOpen}
        title={`影像显示与对齐　${keysOf('display.panel')}`}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => useDisplay.setState({ panelOpen: !panelOpen })}
      >
        显示
      </button>
    </div>
  );
}

function keysOf(commandId: string): string {
  const command = useCommands.getState().commands.find(({ id }) => id === commandId);
  return command?.keys.map(printChord).join(' / ') ?? '';
}
