import { type AssessmentProps, listOf } from '@examlet/player';
import { FileChooser, fileIdOf, refusalText } from '@examlet/player/late';
import { useEffect, useState } from 'preact/hooks';
import { Listen } from './Listen';
import { type Obstacle, obstacleHere, obstacleOf } from './microphone';
import { Take } from './take';
import './recorder.css';

const ACCEPTED = ['audio/*'];

/** Takes that were begun in this page, by the question: one goes on while another question is on the screen. */
const takes = new Map<string, Take>();

/** Records, uploads while recording, and plays what there is. Without a microphone a file can be handed in instead. */
export default function Recorder(props: AssessmentProps) {
  const { question, value, onChange, disabled, files, t, locale, ids } = props;
  const most = Number(question.settings['maxDurationSeconds'] ?? 300);
  const [take, setTake] = useState(takes.get(question.id) ?? null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(obstacleHere);
  const [isAsking, setAsking] = useState(false);
  const step = take?.step.value ?? 'ended';
  const isRecording = step !== 'ended';
  const [url = '', name = '', , seconds = ''] = listOf(value);
  const stored = files.stored.find((file) => file.id === fileIdOf(url));
  const isInterrupted =
    url !== '' && !isRecording && stored !== undefined && !stored.complete && !files.upload?.isUnderWay;
  useEffect(() => {
    if (disabled) take?.stop();
  }, [disabled, take]);

  const record = async () => {
    setAsking(true);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      take?.stop();
      const next = new Take(stream, files, most);
      takes.set(question.id, next);
      setTake(next);
      setObstacle(null);
    } catch (fault) {
      setObstacle(obstacleOf(fault));
    }
    setAsking(false);
  };
  const clock = (of: number) =>
    `${Math.floor(of / 60).toLocaleString(locale)}:${(of % 60).toLocaleString(locale, { minimumIntegerDigits: 2 })}`;
  const refusal = files.upload?.step.value.kind === 'refused' ? files.upload.step.value.refusal : null;

  return (
    <fieldset
      class="choices voice-recorder"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-legend`}>{t('record', { most: clock(most) })}</legend>
      {isRecording && take && (
        <p class="voice-recorder-time">
          <span class={`voice-recorder-light ${step}`} aria-hidden="true" />
          {t(step)} <span dir="ltr">{`${clock(take.seconds.value)} / ${clock(most)}`}</span>
        </p>
      )}
      <p role="status" class="visually-hidden">
        {isRecording ? t(step) : take && t('ended')}
      </p>
      {take && files.upload === take.upload && take.upload.step.value.kind === 'waiting' && (
        <p class="hint">{t('fileWaiting')}</p>
      )}
      {take && !isRecording && take.upload.step.value.kind === 'sending' && <p class="hint">{t('arriving')}</p>}
      {refusal && <p class="notice warning">{refusalText(refusal, t, locale)}</p>}
      {isInterrupted && <p class="notice warning">{t('interrupted', { count: Number(seconds) || 0 })}</p>}
      {url !== '' && !isRecording && (
        <Listen
          key={`${url} ${stored?.offset}`}
          name={name}
          seconds={seconds && clock(Number(seconds))}
          read={() => files.read(fileIdOf(url))}
          t={t}
        />
      )}
      {!disabled && !(obstacle && url === '') && (
        <div class="file-ways">
          {isRecording && take ? (
            <>
              <button type="button" class="button primary" onClick={() => take.stop()}>
                {t('stop')}
              </button>
              <button type="button" class="button" onClick={() => (step === 'paused' ? take.resume() : take.pause())}>
                {t(step === 'paused' ? 'resume' : 'pause')}
              </button>
            </>
          ) : (
            <>
              {!obstacle && (
                <button
                  type="button"
                  class={url === '' ? 'button primary' : 'button'}
                  aria-disabled={isAsking}
                  onClick={() => isAsking || void record()}
                >
                  {t(url === '' ? 'start' : 'again')}
                </button>
              )}
              {isInterrupted && (
                <button
                  type="button"
                  class="button"
                  onClick={() => onChange(value, { completed: true, immediate: true })}
                >
                  {t('keep')}
                </button>
              )}
              {url !== '' && (
                <button type="button" class="button quiet" onClick={() => onChange(null, { immediate: true })}>
                  {t('remove')}
                </button>
              )}
            </>
          )}
        </div>
      )}
      <div role="status">{isAsking && <p class="hint">{t('allow')}</p>}</div>
      {obstacle && !disabled && (
        <>
          <div class="notice warning" role="alert">
            <p>{t(obstacle)}</p>
            {obstacle === 'policy' && (
              <p>
                <code dir="ltr">{'<iframe allow="microphone" …>'}</code>
              </p>
            )}
          </div>
          {obstacle !== 'policy' && obstacle !== 'unsupported' && (
            <button type="button" class="button" onClick={() => void record()}>
              {t('tryAgain')}
            </button>
          )}
          <FileChooser {...props} accept={ACCEPTED} label={t('chooseSound')} />
        </>
      )}
    </fieldset>
  );
}
