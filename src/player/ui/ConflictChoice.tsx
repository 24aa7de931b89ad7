import type { Conflict } from '../saving/entry';
import type { Question } from '../server/wire';
import { AnswerShown } from './answers';
import { useAnswers, useTexts } from './player';

interface ConflictChoiceProps {
  readonly question: Question;
  readonly conflict: Conflict;
}

/**
 * The same question was answered here and on another device: the student decides, nothing is overwritten in silence.
 */
export function ConflictChoice({ question, conflict }: ConflictChoiceProps) {
  const answers = useAnswers();
  const texts = useTexts();
  const { t } = texts;
  return (
    <section class="conflict" aria-labelledby={`conflict-${question.id}`}>
      <h2 id={`conflict-${question.id}`}>{t('conflict')}</h2>
      <div class="conflict-sides">
        <div>
          <h3>{t('conflictMine')}</h3>
          <AnswerShown question={question} value={conflict.mine.value} />
          <button type="button" class="button" onClick={() => answers.settle(question.id, 'mine')}>
            {t('conflictKeepMine')}
          </button>
        </div>
        <div>
          <h3>{t('conflictTheirs')}</h3>
          <AnswerShown question={question} value={conflict.theirs?.value ?? null} />
          <button type="button" class="button" onClick={() => answers.settle(question.id, 'theirs')}>
            {t('conflictKeepTheirs')}
          </button>
        </div>
      </div>
    </section>
  );
}
