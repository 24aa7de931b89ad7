import { useLayoutEffect, useRef } from 'preact/hooks';
import { useStaff } from '../../staff/ui/context';

/** What stands in place of the rubric once the host has it. */
export function Finished() {
  const { t } = useStaff().texts;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="sheet alone">
      <h1 tabIndex={-1} ref={heading}>
        {t('finishedTitle')}
      </h1>
      <p>{t('finishedText')}</p>
    </main>
  );
}
