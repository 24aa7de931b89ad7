import { defineReview, textOf } from '@examlet/player';
import { countWords, textOfHtml } from './words';

export default defineReview({
  // The words, a line for each paragraph; what must not be lost is copied from here.
  inWords: (value) =>
    textOf(value)
      .replace(/<\/(p|h\d|li)>|<br>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  missing(value, question, t, locale) {
    const least = Number(question.settings['minWords'] ?? 0);
    const most = Number(question.settings['maxWords'] ?? 0);
    if (least <= 0 && most <= 0) return '';
    const count = countWords(textOfHtml(textOf(value)), locale);
    if (count < least) return `${t('words', { count })}, ${t('atLeast', { least })}`;
    return most > 0 && count > most ? `${t('words', { count })}, ${t('atMost', { most })}` : '';
  },
});
