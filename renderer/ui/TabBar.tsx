import type { ReactNode } from 'react';

interface TabBarProps<Key extends string> {
  /** What the tabs are of, for screen readers. */
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly title: ReactNode }[];
  readonly active: Key;
  readonly onChoose: (key: Key) => void;
  /** `segments`: joined buttons, for a choice within a tab. */
  readonly look?: 'tabs' | 'segments';
  /** What else stands in the row. */
  readonly children?: ReactNode;
}

/** A row of tabs; what the active one shows is up to the owner. */
export function TabBar<Key extends string>(props: TabBarProps<Key>) {
  const { label, tabs, active, onChoose, look = 'tabs', children } = props;
  return (
    <div className={look} role="tablist" aria-label={label}>
      {tabs.map(({ key, title }) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={key === active}
          onClick={() => onChoose(key)}
        >
          {title}
        </button>
      ))}
      {children}
    </div>
  );
}
