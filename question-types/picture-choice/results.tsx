import { type ResultProps, textOf, textsSetting } from '@examlet/player';
import { ChosenOptions } from '@examlet/player/lazy';
import { Picture } from './Picture';
import './review.css';

/** The pictures, with the chosen one marked. */
export default function PictureChoiceResult({ question, value, t, ids }: ResultProps) {
  const options = textsSetting(question, 'options').map((option, at) => ({
    value: option,
    content: <Picture address={option} number={at + 1} t={t} />,
  }));
  return (
    <div class="picture-choice-result">
      <ChosenOptions options={options} chosen={[textOf(value)]} t={t} ids={ids} />
    </div>
  );
}
