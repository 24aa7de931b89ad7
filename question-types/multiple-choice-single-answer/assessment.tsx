import { type AssessmentProps, Choices, defineQuestionType, textOf, textsSetting } from '@examlet/player';

function MultipleChoiceSingleAnswer({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const labels = textsSetting(question, 'optionsHtml');
  const chosen = textOf(value);
  return (
    <Choices
      kind="radio"
      legend={t('chooseOne')}
      options={textsSetting(question, 'options').map((option, i) => ({ value: option, html: labels[i] ?? '' }))}
      chosen={value === null ? [] : [chosen]}
      disabled={disabled}
      ids={ids}
      clearLabel={t('clearChoice')}
      onChoose={(options) => onChange(options[0] ?? null, { immediate: true })}
    />
  );
}

export default defineQuestionType({ Assessment: MultipleChoiceSingleAnswer });
