import { type AnswerProps, defineReview, textOf } from '@examlet/player';
import { EMPTY_BOX, Formula, plainMath } from '@examlet/player/lazy';

const Drawn = ({ value }: AnswerProps) => <Formula latex={textOf(value)} />;

export default defineReview({
  inWords: (value) => plainMath(textOf(value)),
  missing: (value, _, t) => (EMPTY_BOX.test(textOf(value)) ? t('emptyBox') : ''),
  Answer: Drawn,
});
