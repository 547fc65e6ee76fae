import { Button, Input, InputNumber } from 'antd';
import { useEffect, useState } from 'react';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById, useKeyText } from '../commands/registry.ts';
import { useAddition } from '../session/additionStore.ts';
import { useDrawing } from '../session/drawingStore.ts';
import { setLedger } from '../session/ledgerStore.ts';
import { nextUnmarked, useSweep } from '../session/sweepStore.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { AdditionForm } from './AdditionForm.tsx';
import { dropDrawnPlot } from './addPlot.ts';
import { beginSweep, goToCell, markCell } from './coverageStore.ts';
import { drawPlotCommand } from './sweepCommands.ts';

const usualCellMeters = 400;

/** 清单外普查: cell after cell over the newest image, each marked 无新增 (1) or 有疑似 (2). */
export function SweepSection() {
  const { grid, cell } = useSweep();
  const [cellMeters, setCellMeters] = useState(usualCellMeters);
  const [note, setNote] = useState('');
  const drawn = useAddition((state) => state.drawn);
  const drawing = useDrawing((state) => state.tool !== null);
  const drawKey = useKeyText(drawPlotCommand);
  // while something is drawn or waits for its fields, a digit marks no cell
  const looking = grid !== null && cell !== null && drawn === null && !drawing;
  useEffect(() => dropDrawnPlot, []);
  useEffect(() => {
    if (!looking) return;
    setLedger({
      choices: [
        { title: '无新增', run: () => void markCell('clear', '') },
        {
          title: '有疑似新增',
          run: () => {
            void markCell('found', note);
            setNote('');
          },
        },
      ],
    });
    return () => setLedger({ choices: [] });
  }, [looking, note]);

  if (grid === null)
    return (
      <Section title="清单外普查">
        <p className="pane-text">把影像范围分成方格，从西北角起逐格查看，找出清单以外的新增图斑。</p>
        <div className="form">
          <div className="field-line">
            格子边长
            <span>
              <InputNumber
                aria-label="格子边长"
                value={cellMeters}
                min={20}
                controls={false}
                style={{ width: 88 }}
                onChange={(value) => value !== null && setCellMeters(value)}
              />
              <span className="field-unit">m</span>
            </span>
          </div>
          <Button onClick={() => void beginSweep(cellMeters)}>开始普查</Button>
        </div>
      </Section>
    );
  const cells = grid.columns * grid.rows;
  const found = grid.marks.filter(({ mark }) => mark === 'found');
  const next = nextUnmarked(grid, cell ?? 0);
  return (
    <Section title="清单外普查" aside={`${formatCount(grid.marks.length)} / ${formatCount(cells)} 格`}>
      <div className="form">
        {cell === null ? (
          <Button disabled={next === null} onClick={() => goToCell(next)}>
            {next === null ? '全部格子已看完' : '继续普查'}
          </Button>
        ) : (
          <>
            <p className="num">
              第 {formatCount(cell + 1)} 格（第 {Math.floor(cell / grid.columns) + 1} 行第{' '}
              {(cell % grid.columns) + 1} 列）
            </p>
            <Input
              aria-label="疑似新增的说明"
              placeholder="疑似新增的位置、现状"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            <div className="choices">
              <button type="button" className="choice" onClick={() => void markCell('clear', '')}>
                <KeyHint command="ledger.choice.1" className="kbd" /> 无新增
              </button>
              <button
                type="button"
                className="choice"
                onClick={() => {
                  void markCell('found', note);
                  setNote('');
                }}
              >
                <KeyHint command="ledger.choice.2" className="kbd" /> 有疑似新增
              </button>
              <button
                type="button"
                className="choice"
                aria-keyshortcuts={drawKey}
                aria-pressed={drawing}
                onClick={() => runCommandById(drawPlotCommand)}
              >
                <kbd className="kbd">{drawKey}</kbd> 画新增图斑
              </button>
            </div>
            {drawn !== null && <AdditionForm drawn={drawn} note={note} />}
          </>
        )}
      </div>
      {found.length > 0 && (
        <ul className="found-list num">
          {found.map((mark) => (
            <li key={mark.cell}>
              <button type="button" className="link ellipsis" onClick={() => goToCell(mark.cell)}>
                第 {mark.cell + 1} 格　{mark.note || '有疑似新增'}
              </button>
              <span className="muted">{mark.by}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
