/** What is wrong with a document, place by place. */
export function Findings({
  findings,
}: {
  readonly findings: readonly { readonly path: string; readonly detail: string }[];
}) {
  if (findings.length === 0) return null;
  return (
    <ul className="finding-list pane-hint-warn" aria-label="检查结果">
      {findings.map(({ path, detail }) => (
        <li key={`${path} ${detail}`}>
          <b>{path || '文件'}</b>：{detail}
        </li>
      ))}
    </ul>
  );
}
