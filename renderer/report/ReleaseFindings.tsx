import type { ReleaseFinding } from '../../shared/contract/records/documentRecords.ts';
import { Section } from '../ui/Section.tsx';

/** Whether a release is what was sealed; else every difference by file and place, what it should be and what it is. */
export function ReleaseFindings({ findings }: { readonly findings: readonly ReleaseFinding[] }) {
  if (findings.length === 0)
    return (
      <Section title="勾稽">
        <p className="verified-ok" role="status">
          ✓ 全部文件的块数、面积与校验清单一致。
        </p>
      </Section>
    );
  const files = Map.groupBy(findings, ({ file }) => file);
  return (
    <Section title="勾稽" aside={`${findings.length} 处`}>
      <p className="pane-hint pane-hint-warn" role="status">
        有 {findings.length} 处不符，这份成果不能用：
      </p>
      {[...files].map(([file, inFile]) => (
        <section key={file} aria-label={file}>
          <h5 className="finding-file ellipsis" title={file}>
            {file}
          </h5>
          <ul className="release-findings num selectable">
            {inFile.map(({ where, expected, found }) => (
              <li key={where}>
                <span>{where}</span>
                <span>
                  应为 <b>{expected}</b>，实为 <b className="bad">{found}</b>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Section>
  );
}
