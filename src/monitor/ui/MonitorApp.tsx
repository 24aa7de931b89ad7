import type { Monitor } from '../monitor';
import { ActionBar } from './ActionBar';
import { ActionDialog } from './ActionDialog';
import { MonitorContext, useMonitor } from './context';
import { Head } from './Head';
import { StudentDialog } from './StudentDialog';
import { StudentGrid } from './StudentGrid';
import { Toolbar } from './Toolbar';

/** The monitor's page. */
export function MonitorApp({ monitor }: { readonly monitor: Monitor }) {
  return (
    <MonitorContext.Provider value={monitor}>
      <Screen />
      <div class="visually-hidden" aria-live="polite" id="spoken">
        {monitor.spoken}
      </div>
    </MonitorContext.Provider>
  );
}

/** The words for each reason why the monitor has ended. */
const OVER = { expired: 'overExpired', revoked: 'overRevoked', crowded: 'overCrowded' } as const;

function Screen() {
  const monitor = useMonitor();
  const { t } = monitor.texts;
  const contact = monitor.stream.contact.value;
  if (contact.kind === 'over')
    return (
      <main class="over sheet">
        <h1 tabIndex={-1} ref={(heading) => heading?.focus()}>
          {t('overTitle')}
        </h1>
        <p>{t(OVER[contact.reason] ?? 'overRevoked')}</p>
      </main>
    );
  return (
    <>
      <a class="skip-link" href="#students">
        {t('skipToStudents')}
      </a>
      <Head />
      <main>
        <Toolbar />
        <StudentGrid />
        <ActionBar />
      </main>
      <Languages />
      <Dialogs />
    </>
  );
}

function Dialogs() {
  const monitor = useMonitor();
  const opened = monitor.opened.value;
  if (opened === null) return null;
  if (opened.kind === 'student') return <StudentDialog key={opened.key} student={opened.key} />;
  return <ActionDialog key={opened} opened={opened} />;
}

function Languages() {
  const { page, texts } = useMonitor();
  if (page.locales.length < 2) return null;
  return (
    <nav class="languages" aria-label={texts.t('language')}>
      {page.locales.map((locale) => (
        <a
          key={locale}
          class="button quiet"
          href={`?lang=${locale}`}
          lang={locale}
          aria-current={locale === page.locale ? 'true' : undefined}
        >
          {new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale}
        </a>
      ))}
    </nav>
  );
}
