import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useStaff } from '../../staff/ui/context';
import type { AnswerFile } from '../wire';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

type Kind = 'picture' | 'pdf' | 'sound' | 'other';

/** What a browser may show: nothing that could run as a page of its own. */
export function kindOf(type: string): Kind {
  const name = (type.split(';')[0] ?? '').trim().toLowerCase();
  if (PICTURES.includes(name)) return 'picture';
  if (name === 'application/pdf') return 'pdf';
  return name.startsWith('audio/') || name === 'video/webm' ? 'sound' : 'other';
}

/** The files of an answer, each shown if the browser can. */
export function Files({ files }: { readonly files: readonly AnswerFile[] }) {
  const { t } = useStaff().texts;
  return (
    <section class="files" aria-label={t('files', { count: files.length })}>
      {files.map((file) => (
        <File key={file.id} file={file} />
      ))}
    </section>
  );
}

function File({ file }: { readonly file: AnswerFile }) {
  const staff = useStaff();
  const { t } = staff.texts;
  const kind = kindOf(file.type);
  const address = useSignal<string | null>(null);
  const hasFailed = useSignal(false);
  const tries = useSignal(0);

  useEffect(() => {
    let isGone = false;
    let made: string | null = null;
    hasFailed.value = false;
    void staff.api.bytes(`files/${encodeURIComponent(file.id)}`).then((bytes) => {
      if (isGone) return;
      if (!bytes) {
        hasFailed.value = true;
        return;
      }
      // Of the kind that the server found in its bytes; what the browser may not show is only ever saved.
      made = URL.createObjectURL(
        new Blob([bytes], { type: kind === 'other' ? 'application/octet-stream' : file.type }),
      );
      address.value = made;
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [file.id, tries.value]);

  if (hasFailed.value)
    return (
      <p class="notice warning">
        <span>{t('fileFailed', { name: file.name })}</span>
        <button
          type="button"
          class="button"
          onClick={() => {
            tries.value += 1;
          }}
        >
          {t('tryAgain')}
        </button>
      </p>
    );
  if (address.value === null) return <p class="hint">{t('fileLoading', { name: file.name })}</p>;
  return (
    <div class="file">
      {kind === 'picture' && <img src={address.value} alt={t('filePicture', { name: file.name })} />}
      {kind === 'pdf' && <iframe src={`${address.value}#navpanes=0`} title={file.name} />}
      {kind === 'sound' && <Sound address={address.value} name={file.name} />}
      <a class="button quiet" href={address.value} download={file.name}>
        {t('fileDownload', { name: file.name, size: sizeWords(file.size, staff.page.locale) })}
      </a>
    </div>
  );
}

/** A player with its speed; the speed stays for the next answer. */
let lastSpeed = 1;

function Sound({ address, name }: { readonly address: string; readonly name: string }) {
  const { t, number } = useStaff().texts;
  const element = useRef<HTMLAudioElement>(null);
  const speed = useSignal(lastSpeed);
  const play = (rate: number) => {
    lastSpeed = rate;
    speed.value = rate;
    if (element.current) element.current.playbackRate = rate;
  };
  return (
    <div class="sound">
      {/* biome-ignore lint/a11y/useMediaCaption: a student's own recording has none */}
      <audio
        ref={element}
        controls
        preload="metadata"
        src={address}
        aria-label={name}
        onLoadedMetadata={() => play(speed.peek())}
      />
      <fieldset class="speeds">
        <legend>{t('speed')}</legend>
        {SPEEDS.map((rate) => (
          <button
            key={rate}
            type="button"
            class="button quiet"
            aria-pressed={speed.value === rate}
            aria-label={t('speedOf', { speed: number(rate) })}
            onClick={() => play(rate)}
          >
            {number(rate)}×
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function sizeWords(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[step], maximumFractionDigits: 1 }).format(value);
}
