import { textOfHtml } from '../../staff/plain-html';
import { useStaff } from '../../staff/ui/context';
import { nameOf } from '../words';
import { useGrading } from './context';

/** When the link has ended before all was saved: what was not, to be written down elsewhere. */
export function Lost() {
  const { texts } = useStaff();
  const grading = useGrading();
  const held = grading.outbox.all();
  if (held.length === 0) return null;
  return (
    <section class="sheet alone">
      <h2>{texts.t('lostTitle')}</h2>
      <ul>
        {held.map(({ who, questionId, wish }) => (
          <li key={`${questionId} ${who}`}>
            <bdi>{nameOf(grading.answers.find(who) ?? { paper: who, student: null }, texts)}</bdi>:{' '}
            {wish.judgement?.points == null ? texts.t('noPoints') : texts.number(wish.judgement.points)}
            {wish.judgement?.comment && <p class="written">{textOfHtml(wish.judgement.comment)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
