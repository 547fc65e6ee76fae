import type { PreviewTable, ShapefileFieldRecord } from '../../shared/contract/records/documentRecords.ts';
import { formatCount } from '../ui/formatNumber.ts';

/** No code: those begin with a zero or are longer than any area. */
const figure = /^-?(?:0|[1-9]\d{0,9})(?:\.\d+)?%?$/;

interface PreviewTablesProps {
  readonly tables: readonly PreviewTable[];
  readonly fields: readonly ShapefileFieldRecord[];
}

/** The first rows of every table of a product; of a Shapefile first the fields it will have. */
export function PreviewTables({ tables, fields }: PreviewTablesProps) {
  return (
    <>
      {fields.length > 0 && <ShapefileFields fields={fields} />}
      {tables.map((table) => (
        <TableBeginning key={table.name} table={table} />
      ))}
    </>
  );
}

function TableBeginning({ table }: { readonly table: PreviewTable }) {
  const { name, unitLine, rowCount, titles, rows, totals } = table;
  const columns = rows[0]?.length ?? titles.length;
  const heads = titles.length > 0 ? titles : Array.from({ length: columns }, (_, place) => letters(place));
  const isFigure = heads.map((_head, place) =>
    rows.every((row) => row[place] === '' || figure.test(row[place] ?? '')),
  );
  const bodyRows = totals.some((text) => text !== '') ? [...rows, totals] : rows;
  const counted =
    rowCount === null
      ? ''
      : `共 ${formatCount(rowCount)} 行${rowCount > rows.length ? `，列出前 ${rows.length} 行` : ''}`;
  return (
    <section aria-label={name}>
      <h5 className="preview-table-head">
        {name}{' '}
        <span className="muted num">{[counted, unitLine].filter((text) => text !== '').join(' · ')}</span>
      </h5>
      {rows.length === 0 ? (
        <p className="pane-hint">没有内容。</p>
      ) : (
        <div className="preview-table-box">
          <table className="preview-table num selectable">
            <thead>
              <tr>
                {heads.map((title, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one title
                  <th key={place}>{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bodyRows.map((row, line) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
                <tr key={line} className={row === totals ? 'preview-total' : undefined}>
                  <Cells row={row} isMerged={isMerged(row, titles)} isFigure={isFigure} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface CellsProps {
  readonly row: readonly string[];
  readonly isMerged: boolean;
  readonly isFigure: readonly boolean[];
}

function Cells({ row, isMerged: merged, isFigure }: CellsProps) {
  if (merged) return <td colSpan={row.length}>{row[0]}</td>;
  return row.map((text, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two cells may say the same
    <td key={place} className={isFigure[place] === true ? 'right' : undefined}>
      {text}
    </td>
  ));
}

/** A title or a unit line of a sheet goes over its whole width. */
function isMerged(row: readonly string[], titles: readonly string[]): boolean {
  return titles.length === 0 && row[0] !== '' && row.slice(1).every((text) => text === '');
}

/** At most ten bytes of name each, and what does not fit. */
function ShapefileFields({ fields }: { readonly fields: readonly ShapefileFieldRecord[] }) {
  const problems = fields.filter(({ problem }) => problem !== '').length;
  return (
    <section aria-label="Shapefile 字段">
      <h5 className="preview-table-head">
        Shapefile 字段 <span className="muted num">{fields.length} 个</span>
      </h5>
      <p className={problems > 0 ? 'pane-hint pane-hint-warn' : 'pane-hint'}>
        字段名用拼音首字母，不超过 10 个字节。
        {problems > 0
          ? `有 ${problems} 个字段放不下，写出时会停止并说明，不会截断。`
          : '全部内容都放得下；放不下时写出会停止并说明，不会截断。'}
      </p>
      <div className="preview-table-box">
        <table className="preview-table num selectable">
          <thead>
            <tr>
              <th>名称</th>
              <th>字段名</th>
              <th>类型</th>
              <th>问题</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ title, name, type, problem }) => (
              <tr key={name}>
                <td>{title}</td>
                <td>{name}</td>
                <td>{type}</td>
                <td>{problem === '' ? '—' : problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** 0 → A, 26 → AA, as spreadsheets name their columns. */
function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
