import { useEffect, useRef } from 'react';
import type { ProductPreview } from '../../shared/contract/records/documentRecords.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { setView } from '../session/viewStore.ts';
import { BytesPicture } from '../ui/BytesPicture.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { PaperView } from './PaperView.tsx';
import { PreviewTables } from './PreviewTables.tsx';
import { closePreview, showPreview, stepPreview, usePreview } from './previewStore.ts';
import { productTitles } from './productTitles.ts';
import { listTitles } from './reportChoiceStore.ts';
import { useImpossibleProducts } from './useImpossibleProducts.ts';

const notes: Readonly<Record<ProductPreview['kind'], string>> = {
  empty: '',
  picture: '第一页',
  paper: '第一页（分页处以办公软件为准）',
  tables: '开头部分',
  texts: '开头部分',
};

/** The beginning of a product over the map: a page as it will be printed, a paper, tables or lines of text. */
export function PreviewStage() {
  const { shown, preview, failure } = usePreview();
  const without = useImpossibleProducts();
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another product is read from its top
  useEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
  }, [preview]);
  if (shown === null) return null;
  const name = productTitles[shown.format];
  return (
    <section className="preview-stage" aria-label="预览">
      <header className="preview-head">
        <b className="ellipsis">{name}</b>
        <span className="muted ellipsis">{preview === null ? '' : notes[preview.kind]}</span>
        <fieldset className="preview-lists" aria-label="预览的清单">
          {(['plots', 'eligible'] as const).map((what) => (
            <button
              key={what}
              type="button"
              aria-pressed={what === shown.what}
              onClick={() => void showPreview(shown.format, what)}
            >
              {listTitles[what]}
            </button>
          ))}
        </fieldset>
        <button type="button" aria-label="上一种成果" onClick={() => stepPreview(-1, without)}>
          ‹
        </button>
        <button type="button" aria-label="下一种成果" onClick={() => stepPreview(1, without)}>
          ›
        </button>
        <button type="button" onClick={closePreview}>
          关闭 <KeyHint command="window.escape" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page is scrolled with the arrow keys */}
      <div ref={body} className="preview-body" tabIndex={0} role="document" aria-label={`${name}的开头`}>
        {failure !== null ? (
          <FailureNotice
            {...failure}
            action={
              failure.code === 'RUN_MISSING' ? (
                <button type="button" className="link" onClick={() => setView({ mode: 'eligibility' })}>
                  去核算
                </button>
              ) : undefined
            }
          />
        ) : preview === null ? (
          <div className="preview-wait" role="status">
            正在生成预览…
            <ProgressLine label="正在生成预览" done={0} total={0} />
            <button type="button" className="link" onClick={closePreview}>
              取消
            </button>
          </div>
        ) : (
          <PreviewBody preview={preview} name={name} />
        )}
      </div>
    </section>
  );
}

function PreviewBody({ preview, name }: { readonly preview: ProductPreview; readonly name: string }) {
  switch (preview.kind) {
    case 'empty':
      return <EmptyState title="没有内容">清单中没有图斑，这种成果会是空的。</EmptyState>;
    case 'picture':
      return <BytesPicture className="preview-page" picture={preview.picture} alt={`${name}的第一页`} />;
    case 'paper':
      return <PaperView page={preview.page} name={`${name}的第一页`} />;
    case 'tables':
      return <PreviewTables tables={preview.tables} fields={preview.fields} />;
    case 'texts':
      return preview.files.map(({ name: file, lines }) => (
        <section key={file} aria-label={file}>
          <h5 className="preview-table-head">{file}</h5>
          <pre className="preview-lines selectable">{lines.join('\n')}</pre>
        </section>
      ));
  }
}
