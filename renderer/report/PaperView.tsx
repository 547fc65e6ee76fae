import type { CSSProperties } from 'react';
import type { PaperBlock, PaperPage } from '../../shared/contract/records/documentRecords.ts';
import { BytesPicture } from '../ui/BytesPicture.tsx';

/** The first page of a paper at the proportions of its sheet; points become shares of the sheet's width. */
export function PaperView({ page, name }: { readonly page: PaperPage; readonly name: string }) {
  const share = (points: number) => `${(points / page.width) * 100}cqw`;
  const padding = `${share(page.marginTop)} ${share(page.marginRight)} 0 ${share(page.marginLeft)}`;
  return (
    <article className="paper selectable" aria-label={name}>
      <div className="paper-text" style={{ padding, minHeight: share(page.height) }}>
        {page.blocks.map((block, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a page never change places
          <PaperPiece key={place} block={block} share={share} />
        ))}
      </div>
    </article>
  );
}

interface PaperPieceProps {
  readonly block: PaperBlock;
  readonly share: (points: number) => string;
}

function PaperPiece({ block, share }: PaperPieceProps) {
  switch (block.kind) {
    case 'text': {
      const style: CSSProperties = {
        fontSize: share(block.size),
        textAlign: block.align,
        textIndent: share(block.indent),
        fontWeight: block.bold ? 600 : 400,
      };
      return <p style={style}>{block.text === '' ? '\u00a0' : block.text}</p>;
    }
    case 'table': {
      const [header = [], ...rows] = block.rows;
      return (
        <table style={{ fontSize: share(block.size) }}>
          <thead>
            <tr>
              {header.map((title, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one title
                <th key={place}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
              <tr key={line}>
                {row.map((text, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two cells may say the same
                  <td key={place} className={block.right[place] === true ? 'right' : undefined}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case 'figure':
      return <BytesPicture picture={block.picture} alt="插图" style={{ width: share(block.width) }} />;
  }
}
