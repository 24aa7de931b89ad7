import { type AssessmentProps, Choices, defineQuestionType, textOf } from '@examlet/player';

function TrueFalse({ value, onChange, disabled, t, ids }: AssessmentProps) {
  return (
    <Choices
      kind="radio"
      legend={t('chooseOne')}
      options={[
        { value: 'true', content: t('true') },
        { value: 'false', content: t('false') },
      ]}
      chosen={value === null ? [] : [textOf(value)]}
      disabled={disabled}
      ids={ids}
      clearLabel={t('clearChoice')}
      onChoose={(options) => onChange(options[0] ?? null, { immediate: true })}
    />
  );
}

export default defineQuestionType({ Assessment: TrueFalse });
