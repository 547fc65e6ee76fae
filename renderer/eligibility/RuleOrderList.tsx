import { HolderOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useState } from 'react';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { formatPrintedMu } from '../ui/formatArea.ts';
import { Section } from '../ui/Section.tsx';
import { changeSandbox, useSandbox } from './sandboxStore.ts';

/** The charging rules as a list to put in order: by dragging, or with the arrow keys on the handle. */
export function RuleOrderList() {
  const { order, without, titles, report, missing } = useSandbox();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const taken = new Map(report?.byRule.map(({ rule, exclusiveMu }) => [rule, exclusiveMu]));
  const drop = (target: string) => {
    if (dragged !== null && dragged !== target) changeSandbox({ order: moveBefore(order, dragged, target) });
    setDragged(null);
    setOver(null);
  };
  return (
    <Section title="扣除次序与启停" aside="扣除（亩）">
      <p className="pane-hint">拖动，或在把手上按 ↑ ↓ 调整次序；取消勾选即停用。</p>
      <ol className="order-list" aria-label="扣除次序">
        {order.map((code) => (
          <li
            key={code}
            draggable
            className={over === code && dragged !== code ? 'order-row order-row-over' : 'order-row'}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', code);
              setDragged(code);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(code);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(code);
            }}
          >
            <button
              type="button"
              className="order-handle"
              aria-label={`移动 ${code} ${titles.get(code) ?? ''}`}
              title="按 ↑ ↓ 移动"
              onKeyDown={(event) => moveByKey(event, order, code)}
            >
              <HolderOutlined />
            </button>
            <RuleSwitch code={code} title={titles.get(code) ?? code} />
            <span className={without.includes(code) ? 'bill-value muted' : 'bill-value'}>
              {without.includes(code) ? '停用' : formatPrintedMu(taken.get(code) ?? 0)}
            </span>
          </li>
        ))}
        {missing.map((code) => (
          <li key={code} className="order-row">
            <span className="order-handle" />
            <RuleSwitch code={code} title={`${titles.get(code) ?? code}（缺图层）`} />
            <span className={without.includes(code) ? 'bill-value muted' : 'bill-value must'}>
              {without.includes(code) ? '不要求' : '未判定'}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function RuleSwitch({ code, title }: { readonly code: string; readonly title: string }) {
  const without = useSandbox((state) => state.without);
  const style = ruleStyle(code);
  return (
    <label className="order-switch">
      <input
        type="checkbox"
        checked={!without.includes(code)}
        onChange={(event) =>
          changeSandbox({
            without: event.target.checked ? without.filter((other) => other !== code) : [...without, code],
          })
        }
      />
      <span
        className="swatch"
        style={{ backgroundImage: hatchBackground(style), borderColor: style.color }}
      />
      <span className="num muted">{code}</span>
      <span className="ellipsis" title={title}>
        {title}
      </span>
    </label>
  );
}

function moveByKey(event: KeyboardEvent, order: readonly string[], code: string): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const place = order.indexOf(code);
  const neighbour = order[place + step];
  if (neighbour === undefined) return;
  const moved = [...order];
  moved[place] = neighbour;
  moved[place + step] = code;
  changeSandbox({ order: moved });
}

/** Dropped on a row further down it goes behind that row, on one further up before it: it takes the row's place. */
function moveBefore(order: readonly string[], code: string, target: string): string[] {
  const to = order.indexOf(target);
  const rest = order.filter((other) => other !== code);
  return [...rest.slice(0, to), code, ...rest.slice(to)];
}
