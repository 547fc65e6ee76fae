import { changeLedgerFilter, useLedger } from '../session/ledgerStore.ts';
import { formatPrintedMu } from '../ui/formatArea.ts';
import { Section } from '../ui/Section.tsx';

/** 挂图作战: towns with what is late there, the latest first; a click shows the plots behind a town. */
export function OverdueBoard() {
  const board = useLedger((state) => state.board);
  const townName = useLedger((state) => state.filter.townName);
  if (board.length === 0) return null;
  return (
    <Section
      title="乡镇进度"
      aside={
        townName !== undefined && (
          <button type="button" className="link" onClick={() => changeLedgerFilter({ townName: undefined })}>
            全部乡镇
          </button>
        )
      }
    >
      <table className="small-table num">
        <thead>
          <tr>
            <th scope="col">乡镇</th>
            <th scope="col">超期</th>
            <th scope="col">七日内</th>
            <th scope="col">未结</th>
            <th scope="col">销号</th>
          </tr>
        </thead>
        <tbody>
          {board.map((town) => (
            <tr key={town.townName} aria-current={town.townName === townName ? 'true' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link ellipsis"
                  title={`${town.townName}　共 ${town.total} 块　${formatPrintedMu(town.totalMu)} 亩　退回 ${town.returned} 块`}
                  onClick={() => changeLedgerFilter({ townName: town.townName })}
                >
                  {town.townName}
                </button>
              </th>
              <td className={town.overdue > 0 ? 'must' : 'muted'}>{town.overdue}</td>
              <td>{town.dueSoon}</td>
              <td>{town.pending}</td>
              <td>
                {town.closed}/{town.total}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
