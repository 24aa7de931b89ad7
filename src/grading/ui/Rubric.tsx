import { useStaff } from '../../staff/ui/context';
import type { Editor } from '../editor';
import { LETTERS } from '../keys';
import type { Criterion } from '../wire';
import { useGrading } from './context';

/** The rubric beside the answer: one level of each criterion. */
export function Rubric({ editor, letters }: { readonly editor: Editor; readonly letters: boolean }) {
  const { t } = useStaff().texts;
  const missing = editor.missing.value;
  return (
    <div class="rubric">
      <h3>{t('rubric')}</h3>
      {editor.criteria.map((criterion, index) => (
        <CriterionField
          key={criterion.id}
          criterion={criterion}
          editor={editor}
          hasLetters={letters && editor.active.value === index}
          onFocus={() => {
            editor.active.value = index;
          }}
        />
      ))}
      {missing > 0 && <p class="hint">{t('missingLevels', { count: missing })}</p>}
    </div>
  );
}

interface CriterionFieldProps {
  readonly criterion: Criterion;
  readonly editor: Editor;
  readonly hasLetters: boolean;
  readonly onFocus: () => void;
}

function CriterionField({ criterion, editor, hasLetters, onFocus }: CriterionFieldProps) {
  const grading = useGrading();
  const { texts } = useStaff();
  const chosen = editor.levels.value[criterion.id];
  return (
    <fieldset class={hasLetters ? 'criterion active' : 'criterion'} onFocusCapture={onFocus}>
      <legend dir="auto">{criterion.title}</legend>
      {criterion.description && (
        <p class="hint" dir="auto">
          {criterion.description}
        </p>
      )}
      <div class="levels">
        {criterion.levels.map((level, index) => (
          <button
            key={level.id}
            type="button"
            class="button level"
            data-choice
            aria-pressed={chosen === level.id}
            onClick={() => {
              editor.choose(criterion.id, level.id);
              grading.edited('points');
            }}
          >
            {hasLetters && index < LETTERS.length && <kbd>{LETTERS[index]}</kbd>}
            <span class="level-words">
              <span dir="auto">{level.title}</span>
              <span class="level-points">
                {texts.t('levelPoints', { count: level.points, points: texts.number(level.points) })}
              </span>
              {level.description && (
                <span class="hint" dir="auto">
                  {level.description}
                </span>
              )}
            </span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
