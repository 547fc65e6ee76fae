import type { PlotDetail } from '../../shared/contract/records/plotRecords.ts';
import { restorationAttributeTitles } from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { runCommandById, useTooltip } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';

/** From this year on, land that flowed out of 耕地 must be restored (domain.md §8, W05). */
const firstMustYear = 2021;

/** Who the plot is: number, place, land class then and now, restoration attribute, year of outflow. */
export function PlotIdentity() {
  const detail = useCurrentPlot((state) => state.detail);
  const index = useCurrentPlot((state) => state.position?.index ?? -1);
  const total = useQueue((state) => state.total);
  const flagTip = useTooltip('review.flag', '已标记');
  if (detail === null) return null;
  const restoration = restorationAttributeTitles[detail.restorationAttribute] ?? '';
  return (
    <section className="section" aria-label="图斑">
      <div className="identity-head">
        <h3 className="num selectable">{detail.plotNo}</h3>
        {detail.flagged && <span title={flagTip}>⚑</span>}
        <span className="muted num">
          {index >= 0 ? `${formatCount(index + 1)} / ${formatCount(total)}` : '不在当前筛选内'}
        </span>
      </div>
      <dl className="facts num">
        <dt>位置</dt>
        <dd>
          {[detail.townName, detail.villageName].filter(Boolean).join(' ') || <Missing what="权属位置" />}
        </dd>
        {detail.added && (
          <>
            <dt>来源</dt>
            <dd>
              排查补充
              <span className="muted"> {sourceText(detail)}</span>{' '}
              <button type="button" className="link" onClick={() => runCommandById('sweep.removePlot')}>
                移除
              </button>
            </dd>
          </>
        )}
        <dt>现状地类</dt>
        <dd>
          {detail.landClassCode ? (
            <>
              {detail.landClassCode} {landClassTitle(detail.landClassCode)}
            </>
          ) : (
            <Missing what="地类" />
          )}
          {detail.formerLandClassCode !== '' && (
            <span className="muted">
              {' '}
              原 {detail.formerLandClassCode} {landClassTitle(detail.formerLandClassCode)}
            </span>
          )}
        </dd>
        <dt>恢复属性</dt>
        <dd>
          {detail.restorationAttribute === '' ? (
            <span className="muted">未标注</span>
          ) : (
            `${detail.restorationAttribute} ${restoration}`
          )}
        </dd>
        <dt>流出年份</dt>
        <dd>
          {detail.outflowYear ?? <Missing what="年份" />}
          {detail.outflowYear !== null &&
            (detail.outflowYear >= firstMustYear ? (
              <span className="must"> 应恢复</span>
            ) : (
              <span className="muted"> 审慎恢复</span>
            ))}
        </dd>
      </dl>
    </section>
  );
}

/** Who drew the plot and when, from its own record. */
function sourceText({ attributes }: PlotDetail): string {
  const textOf = (name: string) => String(attributes.find((one) => one.name === name)?.value ?? '');
  return `${textOf('TJR')} ${formatDateTime(textOf('TJSJ'))}`;
}

function Missing({ what }: { readonly what: string }) {
  return <span className="muted">来源数据没有{what}</span>;
}
