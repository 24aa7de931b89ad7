import { defineQuestionType, lazy, textsSetting } from '@examlet/player';
import { analysisOf, asksVerb } from './segments';

export default defineQuestionType({
  Assessment: lazy(() => import('./SentenceEditor')),
  isAnswered(value, question) {
    const { segments, verb } = analysisOf(value, textsSetting(question, 'tokens').length);
    return segments.length > 0 && (verb !== null || !asksVerb(question));
  },
});
