import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';
import { usePlayer } from './player';

/** What concerns the whole exam and not one question. The region stands there from the start, so that what appears in it is spoken. */
export function Notices() {
  const { session, texts } = usePlayer();
  const { t } = texts;
  return (
    <div class="notices" role="status">
      {session.isSuperseded.value && (
        <Notice icon="devices" kind="strong">
          <span>
            <strong>{t('supersededTitle')}.</strong> {t('superseded')}
          </span>
          <button
            type="button"
            class="button primary"
            aria-disabled={session.entering.step.value !== 'no'}
            onClick={() => void session.open()}
          >
            {t('openHere')}
          </button>
        </Notice>
      )}
      {session.isPaused.value && (
        <Notice icon="pause" kind="strong">
          {t('paused')}
        </Notice>
      )}
      {session.isConnectionLost.value && (
        <Notice icon="warning" kind="warning">
          {t('connectionLost')}
        </Notice>
      )}
      {session.kept.isBlocked.value && (
        <Notice icon="warning" kind="warning">
          {t('storageBlocked')}
        </Notice>
      )}
      {session.announcements.value.map(({ id, message }) => (
        <Notice key={id} icon="text" kind="strong">
          <span dir="auto">{message}</span>
          <button type="button" class="button quiet" onClick={() => session.acknowledge(id)}>
            {t('dismiss')}
          </button>
        </Notice>
      ))}
    </div>
  );
}

interface NoticeProps {
  readonly icon: IconName;
  readonly kind: 'strong' | 'warning';
  readonly children: ComponentChildren;
}

function Notice({ icon, kind, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`}>
      <Icon name={icon} />
      {typeof children === 'string' ? <span>{children}</span> : children}
    </div>
  );
}
