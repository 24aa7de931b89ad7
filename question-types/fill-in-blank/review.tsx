import { defineReview, type Question, shownHtml } from '@examlet/player';
import { entriesOf, readText } from './blanks';

const blanksOf = (question: Question) => readText(shownHtml(String(question.settings['textHtml'] ?? ''))).around.length;

export default defineReview({
  inWords(value, question, t) {
    const given = typeof value === 'string' ? [value] : (value ?? []);
    // What was stored stands here, also where it is more than the text has blanks.
    const entries = entriesOf(value, Math.max(blanksOf(question), given.length));
    const isFilled = entries.some((entry) => entry.trim());
    return isFilled ? entries.map((entry) => entry.trim() || '…').join(t('listComma')) : '';
  },
  missing(value, question, t) {
    const total = blanksOf(question);
    const count = entriesOf(value, total).filter((entry) => entry.trim()).length;
    return count < total ? t('filled', { count, total }) : '';
  },
});
