import type { AssessmentProps } from '@examlet/player';
import type { Obstacle } from './microphone';

interface ObstacleNoticeProps {
  readonly obstacle: Obstacle;
  readonly t: AssessmentProps['t'];
  onRetry(): void;
}

/** Why nothing can be recorded, and who can do what about it. */
export function ObstacleNotice({ obstacle, t, onRetry }: ObstacleNoticeProps) {
  return (
    <>
      <div class="notice warning voice-recorder-obstacle" role="alert">
        <p>{t(obstacle)}</p>
        {(obstacle === 'policy' || obstacle === 'deniedInFrame') && (
          <p>
            <code dir="ltr">{'<iframe allow="microphone" …>'}</code>
          </p>
        )}
      </div>
      {obstacle !== 'policy' && obstacle !== 'unsupported' && (
        <button type="button" class="button" onClick={onRetry}>
          {t('tryAgain')}
        </button>
      )}
    </>
  );
}
