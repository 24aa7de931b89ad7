import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import { useAnnouncements, useBrowserStore, useEnter, useSession, useTexts, useTime } from './player';
import { timeLeft } from './time-texts';

/**
 * What concerns the whole exam and not one question. The region stands there from the start, so that what appears in it
 * is spoken.
 */
export function Notices() {
  const session = useSession();
  const time = useTime();
  const announcements = useAnnouncements();
  const browserStore = useBrowserStore();
  const enter = useEnter();
  const texts = useTexts();
  const { t } = texts;
  const change = time.change.value;
  const { unread } = announcements;
  const isBlockedRead = useSignal(false);
  const region = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const focused = document.activeElement;
  useLayoutEffect(() => {
    if (!focused || focused.isConnected) return;
    // What had the focus is gone, with a notice that was read or with the questions: the student stays where they were.
    const back = before.current?.isConnected ? before.current : document.getElementById('content');
    (region.current?.querySelector<HTMLElement>('[tabindex]') ?? back)?.focus();
  });
  return (
    <div
      class="notices"
      role="status"
      aria-atomic="false"
      ref={region}
      onFocusIn={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node)) before.current = relatedTarget as HTMLElement;
      }}
    >
      {session.isSuperseded.value && (
        <Notice icon="devices" kind="strong">
          <span>
            <strong>{t('supersededTitle')}.</strong> {t('superseded')}
          </span>
          <button
            type="button"
            class="button primary"
            aria-disabled={enter.step.value !== 'no'}
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
      {browserStore.isBlocked.value && !isBlockedRead.value && (
        <Notice icon="warning" kind="warning">
          <span>{t('storageBlocked')}</span>
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              isBlockedRead.value = true;
            }}
          >
            {t('understood')}
          </button>
        </Notice>
      )}
      {change !== 'none' && (
        <Notice icon="clock" kind="strong">
          <span>
            <strong>{t('timeChanged')}</strong> {change === null ? t('introNoTimeLimit') : timeLeft(texts, change)}
          </span>
          <button type="button" class="button quiet" onClick={() => time.changeRead()}>
            {t('dismiss')}
          </button>
        </Notice>
      )}
      {unread.value.map(({ id, message }) => (
        <Notice key={id} icon="text" kind="strong">
          <span>
            <strong>{t('announcement')}</strong> <span dir="auto">{message}</span>
          </span>
          <button type="button" class="button primary" onClick={() => announcements.acknowledge(id)}>
            {t('announcementRead')}
          </button>
        </Notice>
      ))}
    </div>
  );
}

/** What staff said before, to be read again. */
export function ReadAnnouncements() {
  const announcements = useAnnouncements();
  const texts = useTexts();
  const read = announcements.read.value;
  if (read.length === 0) return null;
  return (
    <details class="read-again">
      <summary>{texts.t('announcementsAgain', { count: read.length })}</summary>
      <ul>
        {read.map(({ id, at, message }) => (
          <li key={id}>
            <span class="hint">{texts.hour(at)}</span> <span dir="auto">{message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface NoticeProps {
  readonly icon: IconName;
  readonly kind: 'strong' | 'warning';
  readonly children: ComponentChildren;
}

function Notice({ icon, kind, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} aria-atomic="true" tabIndex={icon === 'pause' ? -1 : undefined}>
      <Icon name={icon} />
      {typeof children === 'string' ? <span>{children}</span> : children}
    </div>
  );
}
