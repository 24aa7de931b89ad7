import { defineQuestionType, lazy, textOf } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./EssayEditor')),
  // The words, a line for each paragraph; what must not be lost is copied from here.
  inWords: (value) =>
    textOf(value)
      .replace(/<\/(p|h\d|li)>|<br>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  isAnswered: (value) =>
    textOf(value)
      .replace(/<[^>]*>|&nbsp;/g, '')
      .trim() !== '',
});
