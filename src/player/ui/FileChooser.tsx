import { useEffect, useRef, useState } from 'preact/hooks';
import type { AssessmentProps } from '../question-type';
import type { Refusal, Upload } from '../upload';
import { Icon } from './Icon';
import '../styles/files.css';

interface FileChooserProps extends AssessmentProps {
  /** As in HTML's `accept` attribute; empty for anything that the server takes. */
  readonly accept: readonly string[];
  readonly label: string;
}

/** Chooses a file, shows how far its upload has come, and what the answer is. */
export default function FileChooser({
  accept,
  label,
  value,
  onChange,
  disabled,
  files,
  t,
  locale,
  ids,
}: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const { upload } = files;
  const isSending = upload?.isUnderWay ?? false;
  const name = Array.isArray(value) ? value[1] : undefined;
  const unfinished = files.stored.find((file) => !file.complete && file.size !== null);
  const choose = (file: File | undefined) => {
    if (!file || disabled) return;
    setEmpty(file.size === 0);
    if (file.size > 0) files.send(file);
  };
  const refusal: Refusal | null = isEmpty
    ? { reason: 'empty' }
    : upload?.step.value.kind === 'refused'
      ? upload.step.value.refusal
      : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is an extra; the button does the same.
    <div
      class={`file-answer${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer?.files[0]);
      }}
    >
      {name !== undefined && !isSending && (
        <p class="file-name">
          <Icon name="answered" /> <bdi>{name}</bdi>
        </p>
      )}
      {upload && isSending && <Progress upload={upload} t={t} locale={locale} />}
      <p role="status" class={refusal ? 'notice warning' : 'visually-hidden'}>
        {refusal ? refusalText(refusal, t, locale) : !isSending && name !== undefined && t('fileArrived', { name })}
      </p>
      {unfinished && !isSending && name === undefined && !refusal && (
        <p class="hint">{t('fileAgain', { name: unfinished.name })}</p>
      )}
      {!disabled && (
        <div class="file-ways">
          <input
            ref={input}
            id={ids.control}
            class="visually-hidden"
            type="file"
            accept={accept.join(',')}
            aria-labelledby={`${ids.control}-label ${ids.heading}`}
            aria-describedby={ids.description}
            onChange={(event) => {
              choose(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
          <label id={`${ids.control}-label`} for={ids.control} class="button">
            {name === undefined ? label : t('fileReplace')}
          </label>
          {isSending && (
            <button type="button" class="button quiet" onClick={() => upload?.stop()}>
              {t('fileStop')}
            </button>
          )}
          {name !== undefined && !isSending && (
            <button type="button" class="button quiet" onClick={() => onChange(null, { immediate: true })}>
              {t('fileRemove')}
            </button>
          )}
        </div>
      )}
      {!disabled && (
        <p class="hint">{accept.length > 0 ? t('fileKinds', { kinds: accept.join(', ') }) : t('fileDrop')}</p>
      )}
    </div>
  );
}

interface ProgressProps {
  readonly upload: Upload;
  readonly t: AssessmentProps['t'];
  readonly locale: string;
}

/** How much of a file has arrived; spoken at every quarter. */
export function Progress({ upload, t, locale }: ProgressProps) {
  const part = upload.size ? upload.sent.value / upload.size : 0;
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const [said, say] = useState('');
  const quarter = Math.floor(part * 4) / 4;
  const isWaiting = upload.step.value.kind === 'waiting';
  useEffect(
    () => say(isWaiting ? t('fileWaiting') : t('fileSending', { part: percent.format(quarter) })),
    [quarter, isWaiting],
  );
  return (
    <div class="file-progress">
      <progress max={1} value={part} aria-label={upload.name} />
      <p aria-hidden="true">
        <bdi>{upload.name}</bdi> {isWaiting ? t('fileWaiting') : t('fileSending', { part: percent.format(part) })}
      </p>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** Why a file is not taken, and what to do. */
export function refusalText(refusal: Refusal, t: AssessmentProps['t'], locale: string): string {
  const megabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte' });
  switch (refusal.reason) {
    case 'empty':
      return t('fileEmpty');
    case 'too-large':
      return t('fileTooLarge', { most: megabytes.format(Math.floor((refusal.maxBytes ?? 0) / 2 ** 20)) });
    case 'type':
      return refusal.accepted?.length ? t('fileKindOf', { kinds: refusal.accepted.join(', ') }) : t('fileKind');
    case 'too-many':
      return t('fileTooMany');
    case 'other':
      return t('fileRefused');
  }
}
