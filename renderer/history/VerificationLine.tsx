import type { LogVerification } from '../../shared/contract/records/historyRecords.ts';
import { describeCommand } from '../../shared/text/describeCommand.zh-CN.ts';
import { useProject } from '../session/projectStore.ts';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';

const reasons = {
  changed: '内容被改过',
  missing: '被删除',
  cut: '之后的记录被截掉，或末尾记录被换过',
} as const;

/** What the check of the log's hashes found, in plain words. */
export function VerificationLine({ verification }: { readonly verification: LogVerification | null }) {
  const scheme = useProject((state) => state.scheme);
  if (verification === null) return null;
  const { ok, rows, headHash, broken } = verification;
  if (ok || broken === null)
    return (
      <p className="log-verdict log-verdict-good" role="status" title={`校验码 ${headHash}`}>
        核验通过：{formatCount(rows)} 条操作记录首尾相连，没有一条被改动、删除或插入。校验码{' '}
        <span className="num" title={headHash}>
          {headHash.slice(0, 16)}
        </span>
      </p>
    );
  const { sequence, why, row } = broken;
  const said = row === null ? null : describeCommand(row, scheme);
  return (
    <p className="log-verdict log-verdict-bad" role="alert">
      核验不通过：第 {sequence} 条操作记录{reasons[why]}。
      {row !== null && said !== null && (
        <>
          它现在写的是：{formatDateTime(row.atUtc)} {row.by} {said.title}
          {row.plotNo !== null && ` 图斑 ${row.plotNo}`} {said.after}。
        </>
      )}
      这一条起的内容不能作为凭据，请用备份核对。
    </p>
  );
}
