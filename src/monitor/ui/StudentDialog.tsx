import { ACTIONS, isSuggested, refusalOf } from '../acts';
import { nameOf } from '../arrange';
import type { StudentKey } from '../room';
import { explainTime } from '../time-left';
import { type Trouble, troublesOf } from '../trouble';
import type { ActionName, Row } from '../wire';
import { ACTION_LOOKS } from './action-looks';
import { REASONS, STATES } from './cells';
import { useMonitor } from './context';
import { ModalDialog } from './ModalDialog';
import { Sign } from './Sign';

const TROUBLE_TEXTS: Readonly<Record<Trouble, string>> = {
  'cut-off': 'troubleCutOff',
  disconnected: 'troubleDisconnected',
  outage: 'troubleOutage',
  short: 'troubleShort',
  undelivered: 'troubleUndelivered',
  unsent: 'troubleUnsent',
  kept: 'troubleKept',
  quiet: 'troubleQuiet',
  unread: 'troubleUnread',
};

/** Everything about one student, in words, and what can be done for them. */
export function StudentDialog({ student }: { readonly student: StudentKey }) {
  const monitor = useMonitor();
  const { t } = monitor.texts;
  const row = monitor.room.row(student)?.value;
  const close = () => {
    monitor.opened.value = null;
  };
  if (!row) return null;
  const act = (action: ActionName, more: { suggested?: true } = {}) => {
    monitor.opened.value = { kind: 'action', action, keys: [student], ...more };
  };
  const troubles = troublesOf(row, monitor.nowEachSecond());
  return (
    <ModalDialog name="student" title={<bdi>{nameOf(row)}</bdi>} isReading onClose={close}>
      {troubles.length > 0 && (
        <ul class="troubles" aria-label={t('detailAttention')}>
          {troubles.map((trouble) => (
            <li key={trouble}>
              <Sign name="warning" /> {t(TROUBLE_TEXTS[trouble])}
            </li>
          ))}
        </ul>
      )}
      <Facts row={row} />
      <div class="dialog-ways">
        {isSuggested(row) && row.outage && (
          <button type="button" class="button primary" onClick={() => act('extend', { suggested: true })}>
            <Sign name="give" /> {t('giveBack', { minutes: monitor.texts.shortMinutes(row.outage.minutes) })}
          </button>
        )}
        {ACTIONS.filter((action) => refusalOf(action, row) === null).map((action) => (
          <button
            key={action}
            type="button"
            class={action === 'hand-in' ? 'button grave' : 'button'}
            onClick={() => act(action)}
          >
            <Sign name={ACTION_LOOKS[action].sign} /> {t(ACTION_LOOKS[action].word)}
          </button>
        ))}
        <button type="button" class="button" onClick={close}>
          {t('close')}
        </button>
      </div>
    </ModalDialog>
  );
}

function Facts({ row }: { readonly row: Row }) {
  const monitor = useMonitor();
  const { texts } = monitor;
  const { t } = texts;
  const now = monitor.nowEachSecond();
  const asOf = (what: string, at: string | null) =>
    at === null ? what : t('detailAsOf', { what, ago: texts.ago(now - Date.parse(at)) });
  const state = t(STATES[row.status][0]);
  const { answered, total } = row.progress;
  const { outage } = row;
  const isOpen = row.status === 'in_progress' || row.status === 'paused';
  const facts: readonly (readonly [key: string, text: string | null])[] = [
    ['detailTime', explainTime(row, now, texts).join(' ')],
    ['detailState', row.completionReason ? `${state}, ${t(REASONS[row.completionReason])}` : state],
    ['detailProgress', t('answeredOf', { answered, total })],
    ['detailLastAnswer', row.lastAnswerAt ? asOf(texts.time(row.lastAnswerAt), row.lastAnswerAt) : t('noAnswerYet')],
    ['detailConnection', isOpen ? connectionOf(row) : null],
    ['detailUnsent', row.status === 'not_started' ? null : asOf(unsentOf(row), row.unsentAt)],
    ['detailKept', row.retained > 0 ? t('kept', { count: row.retained }) : null],
    ['detailUnread', row.unread > 0 ? texts.number(row.unread) : null],
    [
      'detailLost',
      outage?.lastFrom && outage.lastUntil ? lostOf(outage.minutes, outage.lastFrom, outage.lastUntil) : null,
    ],
    ['detailEmail', row.user.email],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([key, text]) =>
          text !== null && (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );

  function connectionOf({ connected, lastSeenAt }: Row): string {
    if (connected) return t('connected');
    return lastSeenAt ? t('noContactSince', { time: texts.time(lastSeenAt) }) : t('noContact');
  }

  function unsentOf({ unsent }: Row): string {
    if (unsent === null) return t('detailUnsentUnknown');
    return unsent === 0 ? t('detailUnsentNone') : t('unsent', { count: unsent });
  }

  function lostOf(minutes: number, from: string, until: string): string {
    return t('detailLostText', { minutes: texts.minutes(minutes), from: texts.time(from), until: texts.time(until) });
  }
}
