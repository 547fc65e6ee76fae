import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly label?: string;
}

/** A titled part of a pane, parted from the next by a hairline. */
export function Section({ title, aside, children, label }: SectionProps) {
  return (
    <section className="section" aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      <h4 className="section-head">
        <span>{title}</span>
        {aside !== undefined && <span className="section-aside">{aside}</span>}
      </h4>
      {children}
    </section>
  );
}
