import { Slider } from 'antd';
import { useEffect } from 'react';
import { printChord } from '../commands/chord.ts';
import { useCommands } from '../commands/registry.ts';
import { type Comparison, comparisons, setMap, useMap } from './mapStore.ts';

const modes: Readonly<Record<Comparison, { readonly title: string; readonly command: string }>> = {
  single: { title: '单图', command: 'map.single' },
  swipe: { title: '卷帘', command: 'map.swipe' },
  dual: { title: '双屏', command: 'map.dual' },
  blink: { title: '闪烁', command: 'map.blink' },
  fade: { title: '渐变', command: 'map.fade' },
  lens: { title: '透镜', command: 'map.lens' },
};

/** Slow enough to see both, fast enough for the eye to keep the first in mind. */
const blinkMilliseconds = 600;

/** The ways of comparing exclude each other; B and V do the same from the keyboard. */
export function ComparisonBar() {
  const comparison = useMap((state) => state.comparison);
  const fade = useMap((state) => state.fade);

  useEffect(() => {
    if (comparison !== 'blink') return;
    const timer = setInterval(
      () => setMap({ front: useMap.getState().front === 'later' ? 'earlier' : 'later' }),
      blinkMilliseconds,
    );
    return () => clearInterval(timer);
  }, [comparison]);

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
    </div>
  );
}

function keysOf(commandId: string): string {
  const command = useCommands.getState().commands.find(({ id }) => id === commandId);
  return command?.keys.map(printChord).join(' / ') ?? '';
}
