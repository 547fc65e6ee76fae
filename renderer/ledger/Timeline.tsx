import type { TimelineEvent } from '../../shared/contract/records/ledgerRecords.ts';
import type { LedgerState } from '../../shared/domain/review/ledgerState.ts';
import type { SecondLookState } from '../../shared/domain/review/secondLookState.ts';
import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { reviewStatusLabels, type StateLabel } from '../../shared/text/labels.zh-CN.ts';
import { ledgerStateLabels, secondLookLabels } from '../../shared/text/ledger.zh-CN.ts';
import { openPhoto } from '../session/photoStore.ts';
import { useProject } from '../session/projectStore.ts';
import { formatDateTime } from '../ui/formatNumber.ts';

const image: StateLabel = { title: '影像', glyph: '◱', color: '#52606d' };
const photo: StateLabel = { title: '照片', glyph: '●', color: '#e69f00' };
const undo: StateLabel = { title: '撤销', glyph: '↶', color: '#8a97a5' };
const none: StateLabel = { title: '清除', glyph: '', color: '#8a97a5' };
const blind: StateLabel = { title: '复核中，结论暂不显示', glyph: '◐', color: '#0072b2' };

/** One strip per plot, oldest first: images, verdicts, each step of its case, photos. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  const scheme = useProject((state) => state.scheme);
  if (events.length === 0) return null;
  return (
    <ol className="timeline num" aria-label="时间线">
      {events.map((event, index) => {
        const { title, glyph, color } = labelOf(event, scheme);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever appended, and two may be equal in all else
          <li key={index}>
            <span className="timeline-mark" style={{ background: color }} aria-hidden="true">
              {glyph}
            </span>
            <span>
              {event.photoId === null ? (
                <b>{title}</b>
              ) : (
                <button type="button" className="link" onClick={() => openPhoto(event.photoId)}>
                  {title}
                </button>
              )}
              {event.reason !== '' && <span className="must">　{event.reason}</span>}
              <span className="timeline-when">
                {event.kind === 'image' ? '' : formatWhen(event.at)}
                {event.by !== '' && ` · ${event.by}`}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function labelOf({ kind, what }: TimelineEvent, scheme: VerdictScheme | null): StateLabel {
  if (what === 'hidden') return blind;
  if (what === 'none' && kind !== 'undo') return none;
  switch (kind) {
    case 'image':
      return { ...image, title: `影像 ${what}` };
    case 'photo':
      return { ...photo, title: what };
    case 'undo':
      return undo;
    case 'case':
      return ledgerStateLabels[what as LedgerState];
    case 'second': {
      const label = secondLookLabels[what as SecondLookState];
      return { ...label, title: `抽查 ${label.title}` };
    }
    case 'verdict': {
      if (what === 'returned') return reviewStatusLabels.returned;
      const option = scheme?.options.find(({ code }) => code === what);
      return option === undefined ? none : { ...option, title: `判为 ${option.title}` };
    }
  }
}

/** Moments of the log are UTC; a camera's clock has no zone and is shown as it is. */
function formatWhen(at: string): string {
  return at.endsWith('Z') ? formatDateTime(at) : at.replace('T', ' ').slice(0, 16);
}
