import { type AnswerProps, defineReview, type Question, textOf, textsSetting } from '@examlet/player';
import { Picture } from './Picture';
import './review.css';

const placeOf = (question: Question, option: string) => textsSetting(question, 'options').indexOf(option);

/** The chosen picture, small. */
function ChosenPicture({ question, value, t }: AnswerProps) {
  const at = placeOf(question, textOf(value));
  return (
    <span class="picture-choice-small">
      <Picture address={textOf(value)} number={at + 1} t={t} />
    </span>
  );
}

export default defineReview({
  inWords(value, question, t) {
    const at = placeOf(question, textOf(value));
    return at < 0 ? '' : t('picture', { number: at + 1 });
  },
  Answer: ChosenPicture,
});
