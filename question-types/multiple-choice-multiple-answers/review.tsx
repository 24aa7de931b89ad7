import { type AnswerProps, defineReview, saysNothing } from '@examlet/player';
import { ChosenWords, chosenWords } from '@examlet/player/lazy';

function Chosen(props: AnswerProps) {
  return saysNothing(props.value) ? <span>{props.t('noneOfThese')}</span> : <ChosenWords {...props} />;
}

export default defineReview({
  inWords: (value, question, t) => (saysNothing(value) ? t('noneOfThese') : chosenWords(value, question, t)),
  Answer: Chosen,
});
