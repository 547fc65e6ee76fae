import { useEffect, useState } from 'react';
import type { ProductPreview } from '../../shared/contract/records/documentRecords.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Section } from '../ui/Section.tsx';

/** The first page of a product as a picture, or its first lines. */
export function ProductPreviewView({
  preview,
  name,
}: {
  readonly preview: ProductPreview;
  readonly name: string;
}) {
  const url = usePictureUrl(preview.picture);
  if (url === null && preview.lines.length === 0)
    return <EmptyState title="没有内容">清单中没有图斑，这种成果会是空的。</EmptyState>;
  return (
    <Section title={`预览：${name}`} aside={url === null ? '开头部分' : '第一页'}>
      <p className="pane-hint">{preview.title}</p>
      {url === null ? (
        <pre className="product-lines">{preview.lines.join('\n')}</pre>
      ) : (
        <img className="product-page" src={url} alt={`${name}的第一页`} />
      )}
    </Section>
  );
}

function usePictureUrl(picture: Uint8Array | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (picture === null) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(new Blob([new Uint8Array(picture)], { type: 'image/png' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url;
}
