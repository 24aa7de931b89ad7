import { useStaff } from '../../staff/ui/context';
import { useGrading } from './context';

/** From one answer to another; stays in sight. */
export function Ways() {
  const grading = useGrading();
  const { t } = useStaff().texts;
  const { answers, progress } = grading;
  void answers.place.value;
  const previous = answers.beside(-1);
  const next = answers.beside(1);
  const isDone = answers.isWhole.value && answers.countOf('ungraded') === 0;
  const nextQuestion = isDone ? progress.nextQuestion(answers.questionId.value) : null;
  return (
    <nav class="ways" aria-label={t('answers')}>
      <button type="button" class="button" aria-disabled={previous === null} onClick={() => grading.walk.step(-1)}>
        {t('previous')}
      </button>
      <span class="ways-place" aria-hidden="true">
        {t('place', { place: answers.place.value + 1, total: answers.shown.value.length })}
      </span>
      <button type="button" class="button" aria-disabled={next === null} onClick={() => grading.walk.step(1)}>
        {t('next')}
      </button>
      <a class="button only-phone" href="#panel">
        {t('grade')}
      </a>
      {nextQuestion !== null && !grading.isOverall && (
        <button type="button" class="button primary" onClick={() => void grading.openQuestion(nextQuestion)}>
          {t('nextQuestion')}
        </button>
      )}
      {!isDone && (
        <button type="button" class="button primary" onClick={() => grading.walk.next()}>
          {t('nextToGrade')}
        </button>
      )}
      {isDone && <span class="hint">{t('allGraded')}</span>}
    </nav>
  );
}
