import { Checkbox } from 'antd';
import { type ExportFormat, exportFormats } from '../../shared/contract/records/documentRecords.ts';
import { productTitles } from './productTitles.ts';

interface ProductListProps {
  readonly label: string;
  readonly chosen: readonly ExportFormat[];
  readonly onChange: (chosen: ExportFormat[]) => void;
  /** Products that cannot be made now. */
  readonly without: readonly ExportFormat[];
  readonly onPreview: (format: ExportFormat) => void;
}

/** The products to choose from, each with a look at what it will be. */
export function ProductList({ label, chosen, onChange, without, onPreview }: ProductListProps) {
  return (
    <ul className="product-list" aria-label={label}>
      {exportFormats.map((format) => (
        <li key={format}>
          <Checkbox
            checked={chosen.includes(format)}
            disabled={without.includes(format)}
            onChange={({ target }) =>
              onChange(
                exportFormats.filter((each) => (each === format ? target.checked : chosen.includes(each))),
              )
            }
          >
            {productTitles[format]}
          </Checkbox>
          <button
            type="button"
            className="link"
            aria-label={`预览 ${productTitles[format]}`}
            disabled={without.includes(format)}
            onClick={() => onPreview(format)}
          >
            预览
          </button>
        </li>
      ))}
    </ul>
  );
}
