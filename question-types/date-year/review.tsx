import { defineReview, type Question, textOf } from '@examlet/player';
import { inWords, isDate, isImpossible, isYear, partsOf } from './date';

const isFullDate = (question: Question) => question.settings['dateType'] === 'full-date';

export default defineReview({
  inWords: (value, question, _, locale) => (isFullDate(question) ? inWords(value, locale) : textOf(value)),
  missing(value, question, t) {
    if (!isFullDate(question)) return isYear(textOf(value)) ? '' : t('noYear');
    if (isDate(value)) return '';
    return t(isImpossible(partsOf(value)) ? 'noSuchDate' : 'unfinished');
  },
});
