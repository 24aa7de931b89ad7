import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../browser';
import type { Staff } from '../staff';
import type { Ending } from '../wire';
import { StaffContext, useStaff } from './context';
import { Toast } from './Toast';

const ENDINGS: Readonly<Record<Ending, string>> = {
  expired: 'endedExpired',
  revoked: 'endedRevoked',
  forbidden: 'endedForbidden',
  elsewhere: 'endedElsewhere',
  gone: 'endedGone',
};

interface StaffShellProps {
  readonly staff: Staff;
  readonly children: ComponentChildren;
  /** Stands below the words on why the page has ended. */
  readonly after?: ComponentChildren;
}

/** What each staff page stands in: it waits for the server, says why it is over, and shows what is said beside it. */
export function StaffShell({ staff, children, after }: StaffShellProps) {
  return (
    <StaffContext.Provider value={staff}>
      <Screen after={after}>{children}</Screen>
      <Toast />
      <div class="visually-hidden" aria-live="polite" id="spoken">
        {staff.spoken}
      </div>
    </StaffContext.Provider>
  );
}

function Screen({ children, after }: Omit<StaffShellProps, 'staff'>) {
  const staff = useStaff();
  const { t } = staff.texts;
  const phase = staff.phase.value;
  if (phase.kind === 'open') return <>{children}</>;
  if (phase.kind === 'over')
    return (
      <>
        <Over ending={phase.ending} />
        {after}
      </>
    );
  return (
    <main class="sheet alone" aria-busy="true">
      <h1>{staff.page.exam?.name ?? t('loading')}</h1>
      <p role="status">{t(phase.isRetrying ? 'stillLoading' : 'loading')}</p>
    </main>
  );
}

function Over({ ending }: { readonly ending: Ending }) {
  const { t } = useStaff().texts;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="sheet alone">
      <h1 tabIndex={-1} ref={heading}>
        {t('endedTitle')}
      </h1>
      <p>{t(ENDINGS[ending])}</p>
    </main>
  );
}

/** The languages that the page can be had in. */
export function Languages() {
  const { page, texts } = useStaff();
  if (page.locales.length < 2) return null;
  return (
    <nav class="languages" aria-label={texts.t('language')}>
      {page.locales.map((locale) => (
        <a
          key={locale}
          class="button quiet"
          href={inLanguage(window.location.href, locale)}
          lang={locale}
          aria-current={locale === page.locale ? 'true' : undefined}
        >
          {new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale}
        </a>
      ))}
    </nav>
  );
}
