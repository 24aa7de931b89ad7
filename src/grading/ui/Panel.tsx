import type { ComponentChildren } from 'preact';
import { wordsOf } from '../../staff/api';
import { useStaff } from '../../staff/ui/context';
import type { Editor } from '../editor';
import type { Item } from '../wire';
import { pointsWords } from '../words';
import { CommentField } from './CommentField';
import { Conflict } from './Conflict';
import { useGrading } from './context';
import { PointsField } from './PointsField';
import { Rubric } from './Rubric';

/** Where the answer gets its points, levels and comment. */
export function Panel({ item, editor, letters }: { item: Item; editor: Editor; letters: boolean }) {
  const grading = useGrading();
  const { texts } = useStaff();
  const { t } = texts;
  const isConflict = grading.answers.standing(item) === 'conflict';
  return (
    <section class="panel sheet" id="panel" tabIndex={-1} aria-labelledby="panel-title">
      <h2 id="panel-title">{t('grade')}</h2>
      {isConflict && <Conflict item={item} />}
      {!isConflict && (
        <>
          <Notes item={item} editor={editor} />
          {!grading.isOverall && item.machine && item.machine.points !== null && (
            <p class="hint">
              {t('machineGave', {
                points: texts.number(item.machine.points),
                max: texts.number(item.maxPoints ?? 0),
              })}
            </p>
          )}
          {!grading.isOverall && <PointsField item={item} editor={editor} />}
          {editor.criteria.length > 0 && <Rubric editor={editor} letters={letters} />}
          <CommentField editor={editor} />
          <SameAnswers item={item} editor={editor} />
          {item.grade && (
            <button
              type="button"
              class="button quiet clear"
              onClick={() => {
                editor.clear();
                grading.edited('points');
              }}
            >
              {t('clear')}
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** What the grader has to know before anything else is given. */
function Notes({ item, editor }: { readonly item: Item; readonly editor: Editor }) {
  const grading = useGrading();
  const { texts } = useStaff();
  const { t } = texts;
  const trouble = grading.outbox.trouble(editor.target);
  if (trouble?.kind === 'changed')
    return (
      <Note title={t('changedTitle')} text={t('changedText')}>
        <button type="button" class="button" onClick={() => grading.stillHolds()}>
          {t('giveNow')}
        </button>
      </Note>
    );
  if (trouble)
    return (
      <Note title={t('refusedTitle')} text={wordsOf(trouble.reply)}>
        <button type="button" class="button" onClick={() => grading.discard(editor.target)}>
          {t('discard')}
        </button>
      </Note>
    );
  if (item.state !== 'stale' || grading.outbox.held(editor.target)) return null;
  const points = item.grade?.points == null ? t('noPoints') : pointsWords(item.grade.points, item.maxPoints, texts);
  return (
    <Note title={t('staleTitle')} text={t('staleText', { points })}>
      <button type="button" class="button" onClick={() => grading.stillHolds()}>
        {t('stillHolds')}
      </button>
    </Note>
  );
}

function Note({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  return (
    <div class="note" role="alert">
      <p>
        <strong>{title}</strong> {text}
      </p>
      {children}
    </div>
  );
}

function SameAnswers({ item, editor }: { readonly item: Item; readonly editor: Editor }) {
  const grading = useGrading();
  const { t } = useStaff().texts;
  if (grading.isOverall || item.same < 2 || !item.digest) return null;
  return (
    <div class="same">
      <p>{t('same', { count: item.same - 1 })}</p>
      <button
        type="button"
        class="button"
        aria-disabled={!editor.hasPoints.value}
        title={editor.hasPoints.value ? undefined : t('sameNeedsPoints')}
        onClick={() => grading.giveToSame()}
      >
        {t('giveToSame', { count: item.same })}
      </button>
    </div>
  );
}
