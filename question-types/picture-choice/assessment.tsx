import { type AssessmentProps, Choices, defineQuestionType, textOf, textsSetting } from '@examlet/player';
import { Picture } from './Picture';
import './assessment.css';

function PictureChoice({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  return (
    <div class="picture-choice">
      <Choices
        kind="radio"
        legend={t('chooseOne')}
        options={textsSetting(question, 'options').map((option, at) => ({
          value: option,
          content: <Picture address={option} number={at + 1} t={t} />,
        }))}
        chosen={value === null ? [] : [textOf(value)]}
        disabled={disabled}
        ids={ids}
        clearLabel={t('clearChoice')}
        onChoose={(options) => onChange(options[0] ?? null, { immediate: true })}
      />
    </div>
  );
}

export default defineQuestionType({ Assessment: PictureChoice });
