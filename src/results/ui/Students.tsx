import type { Order } from '../results';
import { type Entry, nameOf } from '../wire';
import { useResults } from './context';
import { Wide } from './Wide';

const MORE = 500;
const ORDERS: readonly Order[] = ['name', 'score'];

/** Each student with their score, and the way to their paper. */
export function Students() {
  const results = useResults();
  const { t } = results.staff.texts;
  const sorted = results.sorted();
  return (
    <section class="sheet" aria-labelledby="students-title" id="students">
      <h2 id="students-title">{t('studentsTitle')}</h2>
      {sorted.length === 0 ? (
        <p>{t(results.isWhole.value ? 'nobody' : results.listFailed.value ? 'listFailed' : 'loading')}</p>
      ) : (
        <>
          <Orders />
          <Wide name={t('studentTable')}>
            <table class="students">
              <caption class="visually-hidden">{t('studentTable')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('student')}</th>
                  <th scope="col">{t('score')}</th>
                  <th scope="col">{t('percent')}</th>
                  <th scope="col">{t('state')}</th>
                </tr>
              </thead>
              <tbody>
                {sorted.map((entry) => (
                  <Row key={nameOf(entry)} entry={entry} />
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
      {!results.isWhole.value && sorted.length > 0 && (
        <p class="ways no-print">
          <button type="button" class="button" onClick={() => void results.list(MORE)}>
            {t('moreStudents')}
          </button>
        </p>
      )}
    </section>
  );
}

function Orders() {
  const results = useResults();
  const { t } = results.staff.texts;
  return (
    <fieldset class="orders no-print">
      <legend>{t('orderBy')}</legend>
      {ORDERS.map((order) => (
        <button
          key={order}
          type="button"
          class="button"
          aria-pressed={results.order.value === order}
          onClick={() => {
            results.order.value = order;
          }}
        >
          {t(order === 'name' ? 'byName' : 'byScore')}
        </button>
      ))}
    </fieldset>
  );
}

function Row({ entry }: { readonly entry: Entry }) {
  const results = useResults();
  const { texts } = results.staff;
  const { score } = entry;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="linklike"
          id={`entry-${nameOf(entry)}`}
          onClick={() => void results.open(nameOf(entry))}
        >
          <bdi>{results.nameOf(entry)}</bdi>
        </button>
      </th>
      <td>{score ? pointsOf(score, texts) : '–'}</td>
      <td>{score && score.maxPoints > 0 ? texts.percent(score.points / score.maxPoints) : '–'}</td>
      <td>{texts.t(stateOf(entry))}</td>
    </tr>
  );
}

interface Numbers {
  t(key: string, values: Record<string, string>): string;
  number(value: number, digits?: number): string;
}

export function pointsOf({ points, maxPoints }: { points: number; maxPoints: number }, texts: Numbers): string {
  return texts.t('ofAll', { part: texts.number(points), whole: texts.number(maxPoints) });
}

/** The text for where a student's result stands. */
export function stateOf({ score, released }: Entry): string {
  if (!score) return 'stateNoScore';
  if (score.needsGrading) return 'statePartial';
  return released ? 'stateReleased' : 'stateComplete';
}
