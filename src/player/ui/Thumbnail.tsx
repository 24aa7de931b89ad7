import { useEffect, useState } from 'preact/hooks';

/** What every browser draws, and nothing that could hold more than a picture. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
/** A larger picture is not fetched again only to be shown small. */
const MAX_BYTES = 20 * 1024 * 1024;

interface ThumbnailProps {
  readonly type: string;
  readonly size: number;
  readonly name: string;
  read(): Promise<Blob | null>;
}

/** A picture that was handed in, small: is it the right one? Nothing for other files. */
export function Thumbnail({ type, size, name, read }: ThumbnailProps) {
  const [source, setSource] = useState('');
  const isPicture = PICTURE.test(type) && size <= MAX_BYTES;
  useEffect(() => {
    if (!isPicture) return;
    let isGone = false;
    let made = '';
    void read().then((blob) => {
      if (isGone || !blob) return;
      made = URL.createObjectURL(blob);
      setSource(made);
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [isPicture]);
  if (!source) return null;
  return <img class="file-thumbnail" src={source} alt={name} onError={() => setSource('')} />;
}
