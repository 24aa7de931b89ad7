import { defineQuestionType, lazy, textOf } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./EssayEditor')),
  isAnswered: (value) =>
    textOf(value)
      .replace(/<[^>]*>|&nbsp;/g, '')
      .trim() !== '',
});
