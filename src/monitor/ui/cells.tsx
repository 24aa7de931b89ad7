import { useComputed } from '@preact/signals';
import { isSuggested } from '../acts';
import { nameOf } from '../arrange';
import { formulaOf } from '../time-left';
import { troublesOf } from '../trouble';
import type { Row } from '../wire';
import { useMonitor } from './context';
import { CELL } from './roles';
import { Sign, type SignName } from './Sign';

interface CellProps {
  readonly row: Row;
}

/** What makes a place reachable by the keys of the list. */
interface Stop {
  readonly tabIndex: number;
  readonly 'data-at': number;
}

export const STATES: Readonly<Record<Row['status'], readonly [key: string, sign: SignName]>> = {
  in_progress: ['stateWorking', 'working'],
  paused: ['statePaused', 'paused'],
  not_started: ['stateWaiting', 'waiting'],
  completed: ['stateFinished', 'finished'],
};

export const REASONS = {
  submitted: 'reasonSubmitted',
  time_limit: 'reasonTime',
  closed: 'reasonClosed',
  staff: 'reasonStaff',
} as const;

export function State({ row }: CellProps) {
  const { texts } = useMonitor();
  const [key, sign] = STATES[row.status];
  return (
    <>
      <span class={`state ${row.status}`}>
        <Sign name={sign} /> {texts.t(key)}
      </span>
      {row.completionReason && <span class="second">{texts.t(REASONS[row.completionReason])}</span>}
    </>
  );
}

export function Progress({ row }: CellProps) {
  const { texts } = useMonitor();
  const { answered, total } = row.progress;
  const words = texts.t('answeredOf', { answered, total });
  return (
    <>
      <span>{words}</span>
      <progress value={answered} max={Math.max(1, total)} aria-label={words} />
    </>
  );
}

export function LastAnswer({ row }: CellProps) {
  const monitor = useMonitor();
  const { texts } = monitor;
  const isQuiet = useComputed(() => troublesOf(row, monitor.nowEachSecond()).includes('quiet')).value;
  if (row.status === 'not_started') return <Nothing />;
  const ago = row.lastAnswerAt && texts.ago(monitor.nowEachSecond() - Date.parse(row.lastAnswerAt));
  return (
    <>
      <span class="second card-label" aria-hidden="true" title={texts.t('columnLastAnswer')}>
        <Sign name="working" /> <span>{texts.t('columnLastAnswer')}</span>
      </span>
      {ago === null && <span class="second">{texts.t('noAnswerYet')}</span>}
      {ago !== null && (
        <span class={isQuiet ? 'flagged' : ''}>
          {isQuiet && <Sign name="warning" />} {ago}
        </span>
      )}
    </>
  );
}

export function Connection({ row }: CellProps) {
  const monitor = useMonitor();
  const { texts } = monitor;
  const isOpen = row.status === 'in_progress' || row.status === 'paused';
  const unsent = row.unsent ?? 0;
  const isHeldUp = useComputed(() => {
    const troubles = troublesOf(row, monitor.nowEachSecond());
    return troubles.includes('cut-off') || troubles.includes('unsent') || troubles.includes('undelivered');
  }).value;
  return (
    <>
      {isOpen && row.connected && (
        <span class="connection">
          <Sign name="connected" /> {texts.t('connected')}
        </span>
      )}
      {isOpen && !row.connected && (
        <span class={row.status === 'in_progress' || isHeldUp ? 'connection alarm' : 'connection'}>
          <Sign name="noContact" />
          <span>
            {row.lastSeenAt
              ? texts.t('noContactSince', { time: texts.clock(row.lastSeenAt, monitor.now()) })
              : texts.t('noContact')}
          </span>
        </span>
      )}
      {unsent > 0 && (
        <span class={isHeldUp ? 'unsent alarm' : 'unsent second'}>{texts.t('unsent', { count: unsent })}</span>
      )}
      {!isOpen && unsent === 0 && <Nothing />}
    </>
  );
}

export function TimeLeft({ row, stop }: CellProps & { readonly stop: Stop }) {
  const monitor = useMonitor();
  const { texts } = monitor;
  const isShort = useComputed(() => troublesOf(row, monitor.nowEachSecond()).includes('short')).value;
  const formula = formulaOf(row, monitor.now(), texts);
  const why = () => {
    monitor.opened.value = { kind: 'student', key: row.user.id };
  };
  if (row.status === 'not_started' || row.status === 'completed')
    return (
      <span {...stop} class="stop second">
        {row.completedAt ? texts.t('endedAt', { time: texts.clock(row.completedAt, monitor.now()) }) : <Nothing />}
      </span>
    );
  const isRunning = row.status === 'in_progress' && row.deadline !== null;
  const left = isRunning ? Math.max(0, Date.parse(row.deadline ?? '') - monitor.nowEachSecond()) : null;
  return (
    <>
      <button
        type="button"
        {...stop}
        class={isShort ? 'time alarm' : 'time'}
        aria-haspopup="dialog"
        aria-label={left === null ? texts.t('timeWhy') : texts.t('timeOpen', { left: texts.countdown(left) })}
        onClick={why}
      >
        {isShort && <Sign name="warning" />}
        {left !== null && <span dir="ltr">{texts.countdown(left)}</span>}
        {left === null && texts.t(row.status === 'paused' ? 'clockStands' : 'noTimeLimit')}
      </button>
      {formula !== '' && <span class="second">{formula}</span>}
    </>
  );
}

/**
 * What a teacher can do something about: time to give back, saves that were kept aside, announcements that nobody read.
 */
export function Attention({ row, stop }: CellProps & { readonly stop: Stop }) {
  const monitor = useMonitor();
  const { texts } = monitor;
  const { outage } = row;
  const give = outage !== null && isSuggested(row);
  const notes = [
    ...(row.retained > 0 ? [<Note key="kept" sign="kept" count={row.retained} />] : []),
    ...(row.unread > 0 ? [<Note key="unread" sign="message" count={row.unread} />] : []),
  ];
  return (
    <td {...CELL} class="column-attention" {...(give ? {} : stop)}>
      {give && (
        <button
          type="button"
          class="button give"
          {...stop}
          aria-label={texts.t('giveBackTo', { minutes: texts.minutes(outage.minutes), name: nameOf(row) })}
          aria-haspopup="dialog"
          onClick={() => {
            monitor.opened.value = { kind: 'action', action: 'extend', keys: [row.user.id], suggested: true };
          }}
        >
          <Sign name="give" /> {texts.t('giveBack', { minutes: texts.shortMinutes(outage.minutes) })}
        </button>
      )}
      {notes.length > 0 && (
        <span class={`notes${give ? ' beside' : ''}${give && notes.length > 1 ? ' both' : ''}`}>{notes}</span>
      )}
    </td>
  );
}

/**
 * In words where there is room; beside what can be pressed as a sign with its number, and in words for whoever hears or
 * points.
 */
function Note({ sign, count }: { readonly sign: 'kept' | 'message'; readonly count: number }) {
  const { texts } = useMonitor();
  const words = texts.t(sign === 'kept' ? 'kept' : 'unread', { count });
  return (
    <span class="note" title={words}>
      <Sign name={sign} />{' '}
      <span class="count" aria-hidden="true">
        {texts.number(count)}
      </span>
      <span class="words">{words}</span>
    </span>
  );
}

function Nothing() {
  return (
    <span class="second nothing" aria-hidden="true">
      –
    </span>
  );
}
