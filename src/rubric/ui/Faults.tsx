import type { Translate } from '../../player/page/texts';
import { useStaff } from '../../staff/ui/context';
import type { Fault } from '../faults';
import { useEditing } from './context';

/** Everything that keeps the rubric from being used, each with the way to it. */
export function Faults() {
  const editing = useEditing();
  const { t } = useStaff().texts;
  const faults = editing.faults.value;
  if (!editing.showsFaults.value || faults.length === 0) return null;
  return (
    <div class="faults" id="faults" tabIndex={-1} role="alert">
      <h2>{t('faultsTitle', { count: faults.length })}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.field} ${fault.key}`}>
            <a
              href={`#${fault.field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fault.field)?.focus();
              }}
            >
              {placeOf(fault, t)}
              {t(fault.key)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where a fault is, before what it is. */
function placeOf({ criterion, level }: Fault, t: Translate): string {
  if (criterion === undefined) return '';
  const place = t('criterionPlace', { place: criterion });
  return level === undefined ? `${place}: ` : `${place}, ${t('levelPlace', { place: level })}: `;
}
