import type { ResultProps } from '@examlet/player';
import { useEffect, useState } from 'preact/hooks';

interface ListenProps {
  readonly name: string;
  /** The length as text; empty when it is not known. */
  readonly seconds: string;
  readonly t: ResultProps['t'];
  read(): Promise<Blob | null>;
}

/** A recording, played when the student asks for it. */
export function Listen({ name, seconds, t, read }: ListenProps) {
  const [source, setSource] = useState<string | 'failed' | null>(null);
  useEffect(() => () => void (source && URL.revokeObjectURL(source)), [source]);
  const play = async () => {
    const blob = await read();
    setSource(blob ? URL.createObjectURL(blob) : 'failed');
  };
  return (
    <div class="voice-recorder-listen">
      <p>
        <bdi>{name}</bdi> {seconds && <span dir="ltr">({seconds})</span>}
      </p>
      {source && source !== 'failed' ? (
        // biome-ignore lint/a11y/useMediaCaption: the student's own words, just recorded.
        <audio controls autoPlay src={source} aria-label={name} />
      ) : (
        <button type="button" class="button" onClick={() => void play()}>
          {t('listen')}
        </button>
      )}
      <p role="status">{source === 'failed' && t('fileNotFetched')}</p>
    </div>
  );
}
