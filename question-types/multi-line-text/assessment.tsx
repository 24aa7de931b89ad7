import { type AssessmentProps, CharacterCount, defineQuestionType, textOf, UNAIDED } from '@examlet/player';
import './assessment.css';

function MultiLineText({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const text = textOf(value);
  return (
    <div class="text-answer multi-line-text">
      <label id={`${ids.control}-label`} for={ids.control}>
        {t('answerLabel')}
      </label>
      {/* The copy behind the field is as high as the text, and the field as its copy: it grows as it is written. */}
      <div class="grows">
        <div class="text-field grows-copy" dir="auto" translate={false} aria-hidden="true">{`${text}\n`}</div>
        <textarea
          id={ids.control}
          class="text-field"
          dir="auto"
          rows={6}
          {...UNAIDED}
          value={text}
          readOnly={disabled}
          aria-labelledby={`${ids.control}-label ${ids.heading}`}
          aria-describedby={[ids.description, `${ids.control}-count`].filter(Boolean).join(' ')}
          onInput={(event) => onChange(event.currentTarget.value || null)}
        />
      </div>
      <CharacterCount id={`${ids.control}-count`} question={question} text={text} t={t} />
    </div>
  );
}

export default defineQuestionType({ Assessment: MultiLineText });
