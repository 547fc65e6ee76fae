import { type CSSProperties, useEffect, useState } from 'react';

interface BytesPictureProps {
  /** PNG or JPEG. */
  readonly picture: Uint8Array;
  readonly alt: string;
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** A picture that came as bytes; its address is given back when it is no longer shown. */
export function BytesPicture({ picture, alt, ...look }: BytesPictureProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(picture)]));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url === null ? null : <img src={url} alt={alt} {...look} />;
}
