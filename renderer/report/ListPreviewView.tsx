import type { ListPreview } from '../../shared/contract/records/documentRecords.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';

/** The first rows of every sheet with its totals, as they will be written. */
export function ListPreviewView({ preview }: { readonly preview: ListPreview }) {
  return preview.sheets.map((sheet) => (
    <Section key={sheet.name} title={sheet.name} aside={`${formatCount(sheet.rowCount)} 行`}>
      <p className="pane-hint">{sheet.unitLine}</p>
      <div style={{ overflowX: 'auto' }}>
        <table className="num" style={{ whiteSpace: 'nowrap', borderSpacing: '8px 2px' }}>
          <thead>
            <tr>
              {sheet.titles.map((title) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...sheet.rows, sheet.totals].map((row) => (
              <tr key={row.join('\t')}>
                {row.map((text, place) => (
                  <td key={sheet.titles[place]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  ));
}
