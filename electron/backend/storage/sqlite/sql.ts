/** What SQLite can hold. Numbers beyond 2^53 must be given as bigint or text. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** Text with placeholders and the values bound to them; made by `sql` only, never by joining strings. */
export interface SqlQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const fragments = new WeakSet<SqlQuery>();

/** A query whose interpolated values are bound; other `sql` fragments and identifiers are spliced in. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | SqlQuery)[]): SqlQuery {
  let text = strings[0] as string;
  const values: SqlValue[] = [];
  parts.forEach((part, index) => {
    if (isFragment(part)) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += '?';
      values.push(part);
    }
    text += strings[index + 1] as string;
  });
  return createFragment(text, values);
}

/** A table or column name, quoted by doubling; any character but NUL is allowed. */
export function identifier(name: string): SqlQuery {
  return createFragment(quoteIdentifier(name), []);
}

/** Fragments with a separator between them, e.g. columns with ', ' or conditions with ' AND '. */
export function joinSql(
  parts: readonly SqlQuery[],
  separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ',
): SqlQuery {
  return createFragment(
    parts.map((part) => part.text).join(separator),
    parts.flatMap((part) => part.values),
  );
}

/** The name in double quotes, for statement texts that bind nothing. */
export function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new Error('an SQL name cannot hold NUL');
  return `"${name.replaceAll('"', '""')}"`;
}

function createFragment(text: string, values: readonly SqlValue[]): SqlQuery {
  const fragment = Object.freeze({ text, values });
  fragments.add(fragment);
  return fragment;
}

function isFragment(part: SqlValue | SqlQuery): part is SqlQuery {
  return typeof part === 'object' && part !== null && fragments.has(part as SqlQuery);
}
