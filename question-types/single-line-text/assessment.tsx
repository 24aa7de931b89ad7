import { type AssessmentProps, CharacterCount, defineQuestionType, textOf, UNAIDED } from '@examlet/player';

function SingleLineText({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const text = textOf(value);
  return (
    <div class="text-answer">
      <label id={`${ids.control}-label`} for={ids.control}>
        {t('answerLabel')}
      </label>
      <input
        id={ids.control}
        class="text-field"
        type="text"
        dir="auto"
        {...UNAIDED}
        value={text}
        readOnly={disabled}
        aria-labelledby={`${ids.control}-label ${ids.heading}`}
        aria-describedby={[ids.description, `${ids.control}-count`].filter(Boolean).join(' ')}
        onInput={(event) => onChange(event.currentTarget.value || null)}
      />
      <CharacterCount id={`${ids.control}-count`} question={question} text={text} t={t} />
    </div>
  );
}

export default defineQuestionType({ Assessment: SingleLineText });
