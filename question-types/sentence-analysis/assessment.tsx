import { defineQuestionType, lazy, textsSetting } from '@examlet/player';
import { analysisOf, asksVerb } from './segments';

export default defineQuestionType({
  Assessment: lazy(() => import('./SentenceEditor')),
  inWords(value, question, t) {
    const words = textsSetting(question, 'tokens');
    const { segments, verb } = analysisOf(value, words.length);
    const parts = verb ? [...segments, { ...verb, label: t('finiteVerb') }] : segments;
    return parts.map(({ start, end, label }) => `${words.slice(start, end + 1).join(' ')}: ${label}`).join('\n');
  },
  isAnswered(value, question) {
    const { segments, verb } = analysisOf(value, textsSetting(question, 'tokens').length);
    return segments.length > 0 && (verb !== null || !asksVerb(question));
  },
});
