import { nameOf } from '../arrange';
import { type Named, namesOf, type OpenedAction, type Reach } from '../draft';
import { useMonitor } from './context';

const FEW = 5;

/** Whom an action is for, and for whom it cannot be done. */
export function ActionReach({ opened, reach }: { readonly opened: OpenedAction; readonly reach: Reach }) {
  const { texts } = useMonitor();
  const { t } = texts;
  const unsent = reach.can.filter((row) => (row.unsent ?? 0) > 0).length;
  const cannot = reach.cannot.map(([row, why]) => ({ name: nameOf(row), note: t(why) }));
  return (
    <>
      {reach.can.length > 0 && <Names names={namesOf(reach.can, opened.suggested === true, texts)} />}
      {opened.action === 'hand-in' && unsent > 0 && (
        <p class="notice warning">{t('handInUnsent', { count: unsent })}</p>
      )}
      {cannot.length > 0 && (
        <div class="cannot">
          <p>{reach.can.length === 0 ? t('cannotAny') : t('cannot', { count: cannot.length })}</p>
          <Names names={cannot} />
        </div>
      )}
    </>
  );
}

/**
 * A list of names: the first few, the others on demand. A name has a direction of its own; what is said of it has the
 * page's.
 */
export function Names({ names }: { readonly names: readonly Named[] }) {
  const { texts } = useMonitor();
  const entries = (some: readonly Named[]) => (
    <ul class="names">
      {some.map(({ name, note }) => (
        <li key={`${name} ${note}`}>
          <bdi>{name}</bdi>
          {note && ` (${note})`}
        </li>
      ))}
    </ul>
  );
  if (names.length <= FEW + 1) return entries(names);
  return (
    <>
      {entries(names.slice(0, FEW))}
      <details class="more-names">
        <summary>{texts.t('andMore', { count: names.length - FEW })}</summary>
        {entries(names.slice(FEW))}
      </details>
    </>
  );
}
