import { FILTERS, type Filter } from '../arrange';
import { useMonitor } from './context';
import { Sign, type SignName } from './Sign';

const LOOKS: Readonly<Record<Filter, readonly [key: string, sign: SignName | null]>> = {
  all: ['filterAll', null],
  trouble: ['filterTrouble', 'warning'],
  working: ['filterWorking', 'working'],
  paused: ['filterPaused', 'paused'],
  waiting: ['filterWaiting', 'waiting'],
  finished: ['filterFinished', 'finished'],
};

/** What exam it is, whether the page is live, and how the room is doing: numbers that are filters. */
export function Head() {
  const { page, texts } = useMonitor();
  return (
    <header class="head">
      <div class="head-line">
        <h1>
          <bdi>{page.exam.name}</bdi>
        </h1>
        <Contact />
      </div>
      <Banner />
      <fieldset class="summary">
        <legend class="visually-hidden">{texts.t('show')}</legend>
        {FILTERS.map((filter) => (
          <FilterButton key={filter} filter={filter} />
        ))}
      </fieldset>
    </header>
  );
}

function FilterButton({ filter }: { readonly filter: Filter }) {
  const { list, texts } = useMonitor();
  const [key, sign] = LOOKS[filter];
  const count = list.counts.value[filter];
  return (
    <button
      type="button"
      class={filter === 'trouble' && count > 0 ? 'tile alarming' : 'tile'}
      aria-pressed={list.filter.value === filter}
      onClick={() => list.ask({ filter })}
    >
      <span class="tile-count">
        {sign && <Sign name={sign} />}
        {texts.number(count)}
      </span>
      <span class="tile-word">{texts.t(key)}</span>
    </button>
  );
}

function Contact() {
  const { stream, texts } = useMonitor();
  const { kind } = stream.contact.value;
  if (kind === 'lost') return null;
  return (
    <p class={`contact ${kind}`}>
      <Sign name="live" /> {texts.t(kind === 'live' ? 'live' : 'opening')}
    </p>
  );
}

function Banner() {
  const monitor = useMonitor();
  const { t } = monitor.texts;
  const contact = monitor.stream.contact.value;
  const isLost = contact.kind === 'lost';
  return (
    <div role="status" class="banner">
      {contact.kind === 'lost' && (
        <div class="notice warning">
          <Sign name="noContact" />
          <span>
            {contact.since === null
              ? t('lostBefore')
              : t('lost', { time: monitor.texts.time(new Date(contact.since).toISOString()) })}
          </span>
          <button type="button" class="button" onClick={() => monitor.stream.retryNow()}>
            {t('tryNow')}
          </button>
        </div>
      )}
      {!isLost && monitor.isEndingSoon.value && (
        <div class="notice warning">
          <Sign name="time" />
          <span>{t('endsSoon', { time: monitor.texts.clock(monitor.page.expiresAt, monitor.now()) })}</span>
        </div>
      )}
    </div>
  );
}
