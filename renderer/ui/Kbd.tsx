import type { ReactNode } from 'react';

/** The key that does the thing beside it. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>;
}
