import { type AssessmentProps, listOf } from '@examlet/player';
import { FileChooser, fileIdOf, refusalText } from '@examlet/player/lazy';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Listen } from './Listen';
import { lengthText, recordingName } from './length';
import { type Obstacle, obstacleHere, obstacleOf } from './microphone';
import { ObstacleNotice } from './ObstacleNotice';
import { TakeTime } from './TakeTime';
import { Take } from './take';
import './recorder.css';

const ACCEPTED = ['audio/*'];
/** A second press on Stop is no wish for another take. */
const DOUBLE_PRESS_MS = 600;

/** Takes that were begun in this page, by the question: one goes on while another question is on the screen. */
const takes = new Map<string, Take>();

/** Records, uploads while recording, and plays what there is. Without a microphone a file can be handed in instead. */
export default function Recorder(props: AssessmentProps) {
  const { question, value, onChange, disabled, files, t, locale, ids } = props;
  const most = Number(question.settings['maxDurationSeconds'] ?? 300);
  const [take, setTake] = useState(takes.get(question.id) ?? null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(obstacleHere);
  const [isAsking, setAsking] = useState(false);
  const main = useRef<HTMLButtonElement>(null);
  const mayRecord = useRef(false);
  mayRecord.current = !disabled;
  useEffect(() => {
    return () => {
      mayRecord.current = false;
    };
  }, []);

  const isRecording = take !== null && take.step.value !== 'ended';
  const [url = '', name = '', mime = '', seconds = ''] = listOf(value);
  const stored = files.stored.find((file) => file.id === fileIdOf(url));
  const { upload } = files;
  const isSending = upload?.isUnderWay ?? false;
  const isInterrupted = url !== '' && !isRecording && stored?.complete === false && !isSending;
  const isArriving = take !== null && !isRecording && upload === take.upload && isSending;
  // What was recorded here is heard from here: also what has not arrived, which is what the student means by now.
  const own = take && !isRecording && (isArriving || take.upload.file.value?.id === fileIdOf(url)) ? take : null;
  const hasSound = url !== '' || own !== null;
  const step = upload?.step.value;
  const refusal = step?.kind === 'refused' ? step.refusal : null;

  const record = async () => {
    if (isAsking || performance.now() - (take?.endedAt ?? Number.NEGATIVE_INFINITY) < DOUBLE_PRESS_MS) return;
    setAsking(true);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (mayRecord.current) {
        // There is one microphone: what another question records ends.
        for (const other of takes.values()) other.stop();
        const next = new Take(stream, files, most);
        takes.set(question.id, next);
        setTake(next);
      } else for (const track of stream.getTracks()) track.stop();
      setObstacle(null);
    } catch (fault) {
      setObstacle(obstacleOf(fault));
    }
    setAsking(false);
  };
  const remove = () => {
    main.current?.focus();
    upload?.stop();
    onChange(null, { immediate: true });
  };

  return (
    <fieldset
      class="choices voice-recorder"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-legend`}>{t('record', { most: lengthText(most, locale) })}</legend>
      {take && <TakeTime take={take} most={most} t={t} locale={locale} />}
      <div role="status">
        {isAsking && <p class="hint">{t('allow')}</p>}
        {take && isSending && step?.kind === 'waiting' && <p class="hint">{t('fileWaiting')}</p>}
        {isArriving && step?.kind === 'sending' && <p class="hint">{t('arriving')}</p>}
        {take && refusal && (
          <p class="notice warning">{refusal.reason === 'empty' ? t('nothing') : refusalText(refusal, t, locale)}</p>
        )}
        {isInterrupted && <p class="notice warning">{t('interrupted', { count: Number(seconds) || 0 })}</p>}
      </div>
      {hasSound && !isRecording && (
        <Listen
          key={own?.endedAt ?? url}
          name={
            own
              ? recordingName(['', name, 'audio', String(own.seconds.value)], t, locale)
              : recordingName(isInterrupted ? [url, name, mime] : listOf(value), t, locale)
          }
          read={async () => (own ? own.sound() : files.read(fileIdOf(url)))}
          t={t}
        />
      )}
      {!disabled && !obstacle && (
        <div class="file-ways">
          <button
            ref={main}
            type="button"
            class={isRecording || !hasSound ? 'button primary' : 'button'}
            aria-disabled={isAsking}
            onClick={() => (isRecording ? take.stop() : void record())}
          >
            {t(isRecording ? 'stop' : hasSound ? 'again' : 'start')}
          </button>
          {isRecording && (
            <button
              type="button"
              class="button"
              onClick={() => (take.step.peek() === 'paused' ? take.resume() : take.pause())}
            >
              {t(take.step.value === 'paused' ? 'resume' : 'pause')}
            </button>
          )}
          {isInterrupted && (
            <button type="button" class="button" onClick={() => onChange(value, { completed: true, immediate: true })}>
              {t('keep')}
            </button>
          )}
          {hasSound && !isRecording && (
            <button type="button" class="button quiet" onClick={remove}>
              {t('remove')}
            </button>
          )}
        </div>
      )}
      {!disabled && obstacle && (
        <>
          <ObstacleNotice obstacle={obstacle} t={t} onRetry={() => void record()} />
          <FileChooser {...props} accept={ACCEPTED} label={t('chooseSound')} />
        </>
      )}
    </fieldset>
  );
}
