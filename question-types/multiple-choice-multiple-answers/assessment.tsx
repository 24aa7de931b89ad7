import {
  type AssessmentProps,
  Choices,
  defineQuestionType,
  listOf,
  NothingApplies,
  textsSetting,
} from '@examlet/player';

function MultipleChoiceMultipleAnswers({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const labels = textsSetting(question, 'optionsHtml');
  return (
    <>
      <Choices
        kind="checkbox"
        legend={t('chooseMany')}
        options={textsSetting(question, 'options').map((option, i) => ({ value: option, html: labels[i] ?? '' }))}
        chosen={listOf(value)}
        disabled={disabled}
        ids={ids}
        onChoose={(options) => onChange(options.length > 0 ? options : null, { immediate: true })}
      />
      <NothingApplies label={t('noneOfThese')} value={value} disabled={disabled} onChange={onChange} />
    </>
  );
}

export default defineQuestionType({
  Assessment: MultipleChoiceMultipleAnswers,
  isAnswered: Array.isArray,
});
