import type { ResultProps } from '@examlet/player';
import { useEffect, useRef, useState } from 'preact/hooks';
import './recorder.css';

interface ListenProps {
  readonly name: string;
  readonly t: ResultProps['t'];
  read(): Promise<Blob | null>;
}

/** A recording, played when the student asks for it. */
export function Listen({ name, t, read }: ListenProps) {
  const [source, setSource] = useState<string | null>(null);
  const [step, setStep] = useState<'' | 'fetching' | 'failed'>('');
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    // The button that was pressed is gone.
    player.current?.focus();
    return () => void (source && URL.revokeObjectURL(source));
  }, [source]);
  const play = async () => {
    if (step === 'fetching') return;
    setStep('fetching');
    const blob = await read();
    setStep(blob ? '' : 'failed');
    if (blob) setSource(URL.createObjectURL(blob));
  };
  return (
    <div class="voice-recorder-listen">
      <p>
        <bdi>{name}</bdi>
      </p>
      {source ? (
        // biome-ignore lint/a11y/useMediaCaption: the student's own words, just recorded.
        <audio
          controls
          ref={player}
          src={source}
          aria-label={name}
          onLoadedMetadata={(event) => playFromStart(event.currentTarget)}
          onError={() => {
            setSource(null);
            setStep('failed');
          }}
        />
      ) : (
        <button type="button" class="button" aria-disabled={step === 'fetching'} onClick={() => void play()}>
          {t('listen')}
        </button>
      )}
      <p role="status">{step === 'failed' && t('fileNotFetched')}</p>
    </div>
  );
}

/** Browsers record WebM without its length, and could not wind in it: going to its end tells them. */
function playFromStart(audio: HTMLAudioElement): void {
  const play = () => void audio.play().catch(() => undefined);
  if (audio.duration !== Number.POSITIVE_INFINITY) {
    play();
    return;
  }
  audio.addEventListener(
    'timeupdate',
    () => {
      audio.currentTime = 0;
      play();
    },
    { once: true },
  );
  audio.currentTime = Number.MAX_SAFE_INTEGER;
}
