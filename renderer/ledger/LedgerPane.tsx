import { useProject } from '../session/projectStore.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';

/** 台账 today: the list of plots below the map; and what this mode will hold. */
export function LedgerPane() {
  const counts = useProject((state) => state.project?.counts);
  return (
    <div className="pane-scroll">
      <Section title="台账">
        <p className="pane-text">
          下方是全部图斑的台账，随“判读”中的筛选变化；点一行，地图和右侧面板随之定位。
        </p>
        <dl className="facts num">
          <dt>图斑</dt>
          <dd>{formatCount(counts?.plots ?? 0)} 块</dd>
          <dt>已判</dt>
          <dd>{formatCount(counts?.judged ?? 0)} 块</dd>
          <dt>操作记录</dt>
          <dd>{formatCount(counts?.commands ?? 0)} 条（只增不改）</dd>
        </dl>
      </Section>
      <Section title="这里还将有">
        <ul className="coming">
          <li>
            <b>整改销号</b>　每块图斑一条时间线：下发、整改、举证照片、复核、销号。
          </li>
          <li>
            <b>Excel 往返</b>　发给乡镇填写，收回后逐格对比再采纳。
          </li>
          <li>
            <b>合并与冲突</b>　多人分头判读的任务包合并，真正的分歧并排裁定。
          </li>
          <li>
            <b>抽样复核</b>　按乡镇抽样盲评，给出差错率。
          </li>
        </ul>
        <p className="pane-hint">
          这些功能尚未提供；现在可在“判读”（Ctrl+2）中判定，在“出件”（Ctrl+5）中导出清单。
        </p>
      </Section>
    </div>
  );
}
