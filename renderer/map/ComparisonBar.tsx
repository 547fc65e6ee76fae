import { Slider } from 'antd';
import { useEffect } from 'react';
import { type Comparison, setMap, useMap } from './mapStore.ts';

export const comparisonTitles: Readonly<Record<Comparison, string>> = {
  single: '单图',
  swipe: '卷帘',
  fade: '渐变',
  blink: '闪烁',
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
      {(Object.keys(comparisonTitles) as Comparison[]).map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === comparison}
          title={mode === 'swipe' ? '卷帘开关 B，横竖切换 Shift+B' : '依次切换 V'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setMap({ comparison: mode, front: 'later' })}
        >
          {comparisonTitles[mode]}
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
