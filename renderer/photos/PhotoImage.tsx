import { useEffect, useState } from 'react';
import { backend } from '../backend/backend.ts';
import { describeFailure } from '../backend/describeFailure.ts';

interface PhotoImageProps {
  readonly photoId: number;
  readonly size: 'thumbnail' | 'full';
  readonly alt: string;
}

/** A photo as the backend hands it out: turned upright, from the project's own copy. */
export function PhotoImage({ photoId, size, alt }: PhotoImageProps) {
  const [source, setSource] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let url: string | null = null;
    let gone = false;
    setSource(null);
    setFailure(null);
    backend
      .call('photo.image', { photoId, size })
      .then(({ jpeg }) => {
        if (gone) return;
        url = URL.createObjectURL(new Blob([jpeg.slice()], { type: 'image/jpeg' }));
        setSource(url);
      })
      .catch((error: unknown) => {
        if (!gone) setFailure(describeFailure(error).message);
      });
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [photoId, size]);
  if (failure !== null) return <span className="photo-missing">{failure}</span>;
  if (source === null) return <span className="photo-loading" role="status" aria-label={`正在读取 ${alt}`} />;
  return <img src={source} alt={alt} draggable={false} />;
}
