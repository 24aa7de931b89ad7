import { type AnswerValue, defineReview, type Question, textsSetting } from '@examlet/player';
import { analysisOf, asksVerb } from './segments';

const read = (value: AnswerValue, question: Question) => {
  const words = textsSetting(question, 'tokens');
  return { words, ...analysisOf(value, words.length) };
};

export default defineReview({
  inWords(value, question, t) {
    const { words, segments, verb } = read(value, question);
    const parts = verb ? [...segments, { ...verb, label: t('finiteVerb') }] : segments;
    return parts.map(({ start, end, label }) => `${words.slice(start, end + 1).join(' ')}: ${label}`).join('\n');
  },
  missing(value, question, t) {
    const { words, segments, verb } = read(value, question);
    const count = segments.reduce((sum, { start, end }) => sum + end - start + 1, 0);
    return [
      count < words.length ? t('labelledWords', { count, total: words.length }) : '',
      asksVerb(question) && !verb ? t('verbMissing') : '',
    ]
      .filter(Boolean)
      .join('; ');
  },
});
