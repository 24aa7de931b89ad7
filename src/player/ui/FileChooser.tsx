import { useEffect, useRef, useState } from 'preact/hooks';
import { isOfAnotherKind, kindsText } from '../files/kinds';
import type { Refusal } from '../files/upload';
import type { AssessmentProps } from '../questions/contract';
import { FileProgress, refusalText, sizeText } from './FileProgress';
import { fileIdOf } from './FileResult';
import { Icon } from './Icon';
import { Thumbnail } from './Thumbnail';
import '../styles/files.css';

interface FileChooserProps extends AssessmentProps {
  /** As in HTML's `accept` attribute; empty for anything that the server takes. */
  readonly accept: readonly string[];
  readonly label: string;
}

/** Chooses a file, shows how far its upload has come, and what the answer is. */
export default function FileChooser(props: FileChooserProps) {
  const { accept, label, value, onChange, disabled, files, t, locale, ids } = props;
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [unfit, setUnfit] = useState<Refusal | null>(null);
  const { upload, stored } = files;
  const isSending = upload?.isUnderWay ?? false;
  const [file, name] = Array.isArray(value) ? value : [];
  const fileId = file === undefined ? null : fileIdOf(file);
  const chosen = stored.find(({ id }) => id === fileId);
  const size = chosen?.size;
  const newest = stored[stored.length - 1];
  const isInterrupted = newest?.complete === false && newest.size !== null && newest.id !== fileId;
  const step = upload?.step.value;
  const refusal = unfit ?? (step?.kind === 'refused' ? step.refusal : null);
  useEffect(keepDropsOut, []);

  const choose = (file: File | undefined) => {
    if (!file || disabled) return;
    const isOther = isOfAnotherKind(file, accept);
    setUnfit(file.size === 0 ? { reason: 'empty' } : isOther ? { reason: 'type', accepted: accept } : null);
    if (file.size > 0 && !isOther) files.send(file);
  };
  // The button that is pressed goes: the focus stays in this question.
  const leave = (act: () => void) => {
    input.current?.focus();
    setUnfit(null);
    act();
  };
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
      {name !== undefined && (
        <p class="file-name">
          <Icon name="answered" />
          <span>
            <bdi>{name}</bdi> {typeof size === 'number' && <span class="hint">{sizeText(size, locale)}</span>}
          </span>
        </p>
      )}
      {chosen?.complete && !isSending && (
        <Thumbnail
          key={chosen.id}
          type={chosen.type}
          size={chosen.size ?? 0}
          name={chosen.name}
          read={() => files.read(chosen.id)}
        />
      )}
      {upload && isSending && <FileProgress upload={upload} t={t} locale={locale} />}
      <p role="status" class={refusal ? 'notice warning' : 'visually-hidden'}>
        {refusal ? refusalText(refusal, t, locale) : !isSending && name !== undefined && t('fileArrived', { name })}
      </p>
      {isInterrupted && !isSending && !refusal && (
        <p class="notice warning">
          <Icon name="warning" />
          <span>{t('fileAgain', { name: newest.name })}</span>
        </p>
      )}
      {!disabled && (
        <>
          <div class="file-ways">
            <input
              ref={input}
              id={ids.control}
              class="visually-hidden"
              type="file"
              accept={accept.join(',')}
              aria-labelledby={`${ids.control}-label ${ids.heading}`}
              aria-describedby={[ids.description, `${ids.control}-hint`].filter(Boolean).join(' ')}
              onChange={(event) => {
                choose(event.currentTarget.files?.[0]);
                event.currentTarget.value = '';
              }}
            />
            <label id={`${ids.control}-label`} for={ids.control} class="button">
              {name === undefined ? label : t('fileReplace')}
            </label>
            {isSending && (
              <button type="button" class="button quiet" onClick={() => leave(() => upload?.stop())}>
                {t('fileStop')}
              </button>
            )}
            {name !== undefined && !isSending && (
              <button
                type="button"
                class="button quiet"
                onClick={() => leave(() => onChange(null, { immediate: true }))}
              >
                {t('fileRemove')}
              </button>
            )}
          </div>
          <p class="hint" id={`${ids.control}-hint`}>
            {accept.length > 0 && `${t('fileKinds', { kinds: kindsText(accept, t, locale) })} `}
            <span class="file-drop-hint">{t('fileDrop')}</span>
          </p>
        </>
      )}
    </div>
  );
}

/** A file that is dropped beside the field would be opened instead of the exam. */
function keepDropsOut(): () => void {
  const keep = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  addEventListener('dragover', keep);
  addEventListener('drop', keep);
  return () => {
    removeEventListener('dragover', keep);
    removeEventListener('drop', keep);
  };
}
