import { useRef, useState } from 'react';
import type { MarkupRecord } from '../../shared/contract/records/markupRecords.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { usePlotDrawings } from '../session/plotDrawingsStore.ts';
import { describeArea, formatMu } from '../ui/formatArea.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { addMarkup, changeText, clearBoundary, markupTitle, removeMarkup } from './markupActions.ts';
import { dropText, usePendingText } from './markupStore.ts';
import { PartList } from './PartList.tsx';

/** Stands out on the map while it is pointed at or has the focus. */
function pointAt(pointedAt: string | null): void {
  usePlotDrawings.setState({ pointedAt });
}

/** What is drawn about the current plot: its parts, the boundary proposed, markup. */
export function MarkupSection() {
  const { markup, parts, boundary } = usePlotDrawings();
  const pending = usePendingText((state) => state.wkb);
  const area = useCurrentPlot((state) => state.detail?.areaSquareMeters ?? null);
  const count = markup.length + (boundary === null ? 0 : 1);
  if (count + parts.length === 0 && pending === null) return null;
  return (
    <Section title="标绘" aside={count > 0 ? `${count} 条` : undefined}>
      <PartList />
      <ul className="markup-list">
        {boundary !== null && (
          <li onPointerEnter={() => pointAt('boundary')} onPointerLeave={() => pointAt(null)}>
            <span className="markup-kind markup-boundary">拟改边界</span>
            <span className="num" title={describeArea(boundary.squareMeters)}>
              {formatMu(boundary.squareMeters)} 亩
              {area !== null && <span className="muted"> （{signedMu(boundary.squareMeters - area)}）</span>}
            </span>
            <button type="button" className="link" onClick={clearBoundary}>
              撤回
            </button>
          </li>
        )}
        {markup.map((one) => (
          <MarkupRow key={one.markupId} markup={one} />
        ))}
        {pending !== null && (
          <li>
            <span className="markup-kind">文字</span>
            <TextField
              initial=""
              onDone={(text) => {
                dropText();
                if (text !== '') addMarkup('text', pending, text);
              }}
              onCancel={dropText}
            />
          </li>
        )}
      </ul>
    </Section>
  );
}

function MarkupRow({ markup }: { readonly markup: MarkupRecord }) {
  const [editing, setEditing] = useState(false);
  const { markupId, kind, text, by } = markup;
  const title = markupTitle(kind);
  return (
    <li
      title={`${by} 标绘`}
      onPointerEnter={() => pointAt(`markup ${markupId}`)}
      onPointerLeave={() => pointAt(null)}
    >
      <span className="markup-kind">{title}</span>
      {editing ? (
        <TextField
          initial={text}
          onDone={(changed) => {
            setEditing(false);
            if (changed !== text) changeText(markupId, changed);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <button
          type="button"
          className="markup-text ellipsis"
          aria-label={`改文字：${title} ${text}`}
          onFocus={() => pointAt(`markup ${markupId}`)}
          onClick={() => setEditing(true)}
        >
          {text === '' ? <span className="muted">加说明…</span> : text}
        </button>
      )}
      <button
        type="button"
        className="link"
        aria-label={`删除标绘：${title} ${text}`}
        onClick={() => removeMarkup(markupId)}
      >
        删除
      </button>
    </li>
  );
}

interface TextFieldProps {
  readonly initial: string;
  readonly onDone: (text: string) => void;
  readonly onCancel: () => void;
}

/** Enter keeps the text, Escape drops it, leaving the field keeps it. */
function TextField({ initial, onDone, onCancel }: TextFieldProps) {
  const [text, setText] = useState(initial);
  const dropped = useRef(false);
  return (
    <input
      className="markup-input"
      aria-label="标绘文字"
      placeholder="输入文字，离开即保存"
      // biome-ignore lint/a11y/noAutofocus: it opens to be typed into
      autoFocus
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => !dropped.current && onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape') {
          dropped.current = true;
          onCancel();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

function signedMu(squareMeters: number): string {
  const mu = (squareMeters * 15) / 10_000;
  return `${mu >= 0 ? '+' : ''}${formatDecimal(mu, 2)}`;
}
