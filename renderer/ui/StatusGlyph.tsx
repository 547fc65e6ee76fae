interface StatusGlyphProps {
  readonly title: string;
  readonly glyph: string;
  readonly color: string;
}

/** A state as a small ring with its sign in it: readable without colour. An empty glyph is an open ring. */
export function StatusGlyph({ title, glyph, color }: StatusGlyphProps) {
  const filled = glyph !== '';
  return (
    <span
      className="status-glyph"
      role="img"
      aria-label={title}
      title={title}
      style={filled ? { background: color, borderColor: color } : { borderColor: color }}
    >
      {glyph}
    </span>
  );
}
