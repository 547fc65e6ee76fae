/** The head of a table: one row of titles, areas to the right as their numbers are. */
export function ColumnHeads({ titles }: { readonly titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col" className={title.startsWith('面积') ? 'right' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
