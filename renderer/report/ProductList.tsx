import { Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import type { ExportFormat } from '../../shared/contract/records/documentRecords.ts';
import { showPreview, usePreview } from './previewStore.ts';
import { productGroups, productTitles, shownProducts } from './productTitles.ts';
import { changeChoice, useReportChoice } from './reportChoiceStore.ts';
import { useImpossibleProducts } from './useImpossibleProducts.ts';

/** The products to choose from by group, each with a look at what it will be. */
export function ProductList() {
  const chosen = useReportChoice((state) => state.formats);
  const shown = usePreview((state) => state.shown?.format ?? null);
  const without = useImpossibleProducts();
  useFocusAfterPreview(shown);
  const choose = (formats: readonly ExportFormat[], wanted: boolean) =>
    changeChoice({
      formats: shownProducts.filter((each) => (formats.includes(each) ? wanted : chosen.includes(each))),
    });
  return (
    <div className="product-groups">
      {productGroups.map(({ title, formats }) => {
        const possible = formats.filter((format) => !without.includes(format));
        const picked = possible.filter((format) => chosen.includes(format)).length;
        return (
          <section key={title} aria-label={title}>
            <Checkbox
              className="product-group"
              checked={picked > 0 && picked === possible.length}
              indeterminate={picked > 0 && picked < possible.length}
              disabled={possible.length === 0}
              onChange={({ target }) => choose(possible, target.checked)}
            >
              {title}
            </Checkbox>
            <ul className="product-list">
              {formats.map((format) => (
                <li key={format} className={format === shown ? 'product-shown' : undefined}>
                  <Checkbox
                    id={boxId(format)}
                    checked={chosen.includes(format) && !without.includes(format)}
                    disabled={without.includes(format)}
                    onChange={({ target }) => choose([format], target.checked)}
                    onKeyDown={(event) => event.key === 'Enter' && void showPreview(format)}
                  >
                    {productTitles[format]}
                  </Checkbox>
                  {/* the keyboard opens it with Enter on the box, so that Tab goes through the products once */}
                  <button
                    type="button"
                    className="link"
                    tabIndex={-1}
                    aria-label={`预览 ${productTitles[format]}`}
                    disabled={without.includes(format)}
                    onClick={() => void showPreview(format)}
                  >
                    预览
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The keyboard goes on at the product that was looked at once its preview, with what was focused in it, is gone. */
function useFocusAfterPreview(shown: ExportFormat | null): void {
  const before = useRef(shown);
  useEffect(() => {
    const closed = shown === null ? before.current : null;
    before.current = shown;
    if (closed !== null && document.activeElement === document.body)
      document.getElementById(boxId(closed))?.focus();
  }, [shown]);
}

function boxId(format: ExportFormat): string {
  return `product-${format}`;
}
