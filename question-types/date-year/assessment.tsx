import { defineQuestionType, lazy, textOf } from '@examlet/player';
import { isDate, isFullDate, isYear } from './check';

export default defineQuestionType({
  Assessment: lazy(() => import('./DateField')),
  isAnswered: (value, question) => (isFullDate(question) ? isDate(value) : isYear(textOf(value))),
});
