import type { AssessmentProps } from '@examlet/player';
import { lengthText } from './length';
import type { Take } from './take';

interface TakeTimeProps {
  readonly take: Take;
  /** Seconds. */
  readonly most: number;
  readonly t: AssessmentProps['t'];
  readonly locale: string;
}

/** How long is left when it is said aloud. */
const SAID_LEFT = [30, 10];

/** What the take is doing and for how long; aloud when that changes, at each minute, and shortly before the end. */
export function TakeTime({ take, most, t, locale }: TakeTimeProps) {
  const step = take.step.value;
  const seconds = take.seconds.value;
  return (
    <>
      {step !== 'ended' && (
        <p class="voice-recorder-time">
          <span class={`voice-recorder-light ${step}`} aria-hidden="true" />
          {t(step)} <span dir="ltr">{`${lengthText(seconds, locale)} / ${lengthText(most, locale)}`}</span>
        </p>
      )}
      <p role="status" class={step === 'ended' && seconds >= most ? 'hint' : 'visually-hidden'}>
        {step === 'ended' && seconds >= most ? t('reached') : `${t(step)} ${aloud(seconds, most, t)}`}
      </p>
    </>
  );
}

/** Stays the same until there is something new to say. */
function aloud(seconds: number, most: number, t: AssessmentProps['t']): string {
  const near = SAID_LEFT.filter((left) => left < most && most - seconds <= left).pop();
  if (near !== undefined) return t('left', { count: near });
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? t('soFar', { count: minutes }) : '';
}
