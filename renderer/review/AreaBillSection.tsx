import { Popover } from 'antd';
import type { AreaBill, BillLine, BillNote } from '../../shared/contract/records/eligibilityRecords.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { describeNotComputed } from '../../shared/text/notComputed.zh-CN.ts';
import { resultCodeTitle } from '../../shared/text/resultCodes.zh-CN.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { runCommandById } from '../commands/registry.ts';
import { setMap } from '../map/mapStore.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { useSettledPlot } from '../session/settledPlotStore.ts';
import { setView, useView } from '../session/viewStore.ts';
import { describeArea, formatMu } from '../ui/formatArea.ts';
import { formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { BillAreas } from './BillAreas.tsx';
import { BillClause } from './BillClause.tsx';

/** 面积算账单: where every 亩 of the plot went, as a waterfall that closes. */
export function AreaBillSection() {
  const bill = useSettledPlot((state) => state.bill);
  const missing = useSettledPlot((state) => state.billMissing);
  const open = useView((state) => state.billOpen);
  // beside the verdicts the plot's number heads the pane; elsewhere the bill says whose it is
  const isAlone = useView((state) => state.mode === 'eligibility');
  const toggle = (
    <button type="button" className="plain" aria-expanded={open} onClick={() => setView({ billOpen: !open })}>
      面积算账单 <KeyHint command="review.bill" />
    </button>
  );
  return (
    <Section title={toggle} label="面积算账单" aside={open ? '亩 · 椭球面积' : undefined}>
      {open && missing && <NoRun />}
      {open && isAlone && bill !== null && (
        <p className="bill-plot num">
          图斑 <b>{bill.plotNo}</b>
        </p>
      )}
      {open &&
        bill !== null &&
        (bill.notComputed === null ? <Waterfall bill={bill} /> : <NotComputed bill={bill} />)}
    </Section>
  );
}

function NoRun() {
  return (
    <p className="pane-hint">
      还没有核算结果。
      <button type="button" className="link" onClick={() => runCommandById('eligibility.run')}>
        现在核算 <KeyHint command="eligibility.run" />
      </button>
    </p>
  );
}

function NotComputed({ bill }: { readonly bill: AreaBill }) {
  return (
    <p className="pane-hint pane-hint-warn">
      此图斑未能计算，面积不计入合计，合计因此不给出。原因：{describeNotComputed(bill.notComputed ?? '')}。
    </p>
  );
}

function Waterfall({ bill }: { readonly bill: AreaBill }) {
  const gross = bill.grossSquareMeters ?? 0;
  const share = (squareMeters: number) => (gross > 0 ? (squareMeters / gross) * 100 : 0);
  let left = gross;
  const rows = bill.lines.map((line, index) => {
    left -= line.exclusiveSquareMeters;
    return { line, start: share(Math.max(left, 0)), printed: bill.printedMu?.lines[index] ?? null };
  });
  const hit = rows.filter(({ line }) => line.hitSquareMeters > 0);
  const verdict = eligibilityLabels[bill.verdict];
  return (
    <>
      <div className="bill num">
        <span>图斑面积</span>
        <Bar from={0} width={100} color="#7b8794" />
        <span className="bill-value" title={describeArea(bill.grossSquareMeters)}>
          {bill.printedMu === null
            ? formatMu(bill.grossSquareMeters)
            : formatDecimal(bill.printedMu.gross, 2)}
        </span>
        {hit.map(({ line, start, printed }) => (
          <BillRow
            key={line.rule}
            line={line}
            start={start}
            width={share(line.exclusiveSquareMeters)}
            printed={printed}
          />
        ))}
        <b>可恢复净面积</b>
        <Bar from={0} width={share(bill.netSquareMeters ?? 0)} color="#1a7f5a" />
        <b className="bill-value" title={describeArea(bill.netSquareMeters)}>
          {bill.printedMu === null ? formatMu(bill.netSquareMeters) : formatDecimal(bill.printedMu.net, 2)}
        </b>
      </div>
      <div className="bill-verdict">
        <StatusGlyph {...verdict} />
        <b>{verdict.title}</b>
        <span className="muted">{describeReasons(bill)}</span>
      </div>
      <Undetermined bill={bill} />
      <Notes notes={bill.notes} />
      <Unchecked bill={bill} />
      {bill.stale && (
        <p className="pane-hint pane-hint-warn">
          图层或规则在核算之后有改动，此结果可能过期。
          <button type="button" className="link" onClick={() => runCommandById('eligibility.run')}>
            重新核算 <KeyHint command="eligibility.run" />
          </button>
        </p>
      )}
      <BillAreas bill={bill} />
    </>
  );
}

interface BillRowProps {
  readonly line: BillLine;
  readonly start: number;
  readonly width: number;
  readonly printed: number | null;
}

function BillRow({ line, start, width, printed }: BillRowProps) {
  const style = ruleStyle(line.rule);
  const flash = () => setMap({ flashRule: line.rule });
  const settle = () => setMap({ flashRule: null });
  return (
    <Popover
      placement="bottomRight"
      trigger={['hover', 'focus']}
      content={<BillClause line={line} />}
      mouseEnterDelay={0.25}
    >
      {/* a button: the keyboard comes here to read the clause, and the pieces flash as for the pointer */}
      <button
        type="button"
        className="bill-row"
        onMouseEnter={flash}
        onMouseLeave={settle}
        onFocus={flash}
        onBlur={settle}
      >
        <span className="ellipsis">{line.title}</span>
        <Bar from={start} width={width} color={style.color} background={hatchBackground(style, true)} />
        <span className="bill-value" title={describeArea(line.exclusiveSquareMeters)}>
          {printed === null ? formatMu(-line.exclusiveSquareMeters) : formatDecimal(-printed, 2)}
        </span>
      </button>
    </Popover>
  );
}

/** Which layers are missing: without them nothing may be called eligible. */
function Undetermined({ bill }: { readonly bill: AreaBill }) {
  const codes = bill.reasons.filter(({ resultCode }) => resultCode === 'U00').map(({ ruleCode }) => ruleCode);
  if (codes.length === 0) return null;
  return (
    <p className="pane-hint pane-hint-warn">
      未判定：规则 {codes.join('、')} 缺少图层，不能认定为可恢复。请在“准备”中导入并指定规则后重新核算。
    </p>
  );
}

/** What nobody could look for: that no remark says so must not read as if there were nothing. */
function Unchecked({ bill }: { readonly bill: AreaBill }) {
  if (bill.unchecked.length === 0) return null;
  return (
    <p className="pane-hint">
      未核查（没有图层）：{bill.unchecked.map(({ rule, title }) => `${rule} ${title}`).join('、')}
    </p>
  );
}

const effectTitles: Readonly<Record<BillNote['effect'], string>> = {
  info: '说明',
  warn: '警示',
  priority: '优先',
};

/** Remarks that take no area, each with its clause. */
function Notes({ notes }: { readonly notes: readonly BillNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="bill-notes num" aria-label="警示与说明">
      {notes.map((note) => (
        <li key={`${note.rule} ${note.resultCode}`}>
          <Popover
            placement="bottomRight"
            trigger={['hover', 'focus']}
            mouseEnterDelay={0.25}
            content={
              <div className="clause num">
                <b>
                  {note.rule} {note.title} → {note.resultCode}
                </b>
                <div className="muted">
                  {note.documentNumber} {note.clause}
                </div>
                <p>{note.clauseText}</p>
              </div>
            }
          >
            <button type="button">
              <span className={`note-kind note-${note.effect}`}>{effectTitles[note.effect]}</span>
              <span>
                {note.resultTitle}
                {note.areaSquareMeters !== null && `　${formatMu(note.areaSquareMeters)} 亩`}
              </span>
            </button>
          </Popover>
        </li>
      ))}
    </ul>
  );
}

interface BarProps {
  readonly from: number;
  readonly width: number;
  readonly color: string;
  readonly background?: string;
}

function Bar({ from, width, color, background }: BarProps) {
  return (
    <div className="bar">
      <i
        style={{
          left: `${Math.min(from, 99.4)}%`,
          width: `${Math.max(width, 0.6)}%`,
          ...(background === undefined
            ? { backgroundColor: color }
            : { backgroundColor: `${color}55`, backgroundImage: background }),
        }}
      />
    </div>
  );
}

/** Reasons in words; those that a line, a remark or a sentence of their own already says are not said twice. */
function describeReasons(bill: AreaBill): string {
  const charged = new Set(
    bill.lines.filter((line) => line.hitSquareMeters > 0).map((line) => line.resultCode),
  );
  const noted = new Set(bill.notes.map(({ resultCode }) => resultCode));
  const said = bill.reasons.filter(
    ({ resultCode }) => !charged.has(resultCode) && !noted.has(resultCode) && resultCode !== 'U00',
  );
  return [...new Set(said.map(({ resultCode }) => `${resultCode} ${resultCodeTitle(resultCode)}`))].join(
    ' · ',
  );
}
