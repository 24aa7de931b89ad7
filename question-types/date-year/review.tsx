import { defineReview, textOf } from '@examlet/player';
import { isDate, isFullDate, isYear, partsOf } from './check';
import { inWords, isImpossible } from './date';

export default defineReview({
  inWords: (value, question, _, locale) => (isFullDate(question) ? inWords(value, locale) : textOf(value)),
  missing(value, question, t) {
    if (!isFullDate(question)) return isYear(textOf(value)) ? '' : t('noYear');
    if (isDate(value)) return '';
    return t(isImpossible(partsOf(value)) ? 'noSuchDate' : 'unfinished');
  },
});
