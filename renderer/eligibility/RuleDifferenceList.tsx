import type { RuleDifference } from '../../shared/domain/eligibility/diffRuleSets.ts';
import { describeFieldDifference, titleDifference } from '../../shared/text/ruleDifferences.zh-CN.ts';

/** What two rule sets say differently, in words. */
export function RuleDifferenceList({ differences }: { readonly differences: readonly RuleDifference[] }) {
  return (
    <ul className="difference-list" aria-label="规则的不同">
      {differences.map((difference) => (
        <li key={`${difference.code} ${difference.kind}`}>
          <b>{titleDifference(difference)}</b>
          {difference.fields.map((field) => (
            <div key={field.field} className="difference">
              {describeFieldDifference(field)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
