import { defineQuestionType, lazy, listOf, saysNothing, textsSetting } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./Matching')),
  // The editor makes one entry for each left entry that is matched.
  isAnswered: (value, question) => saysNothing(value) || listOf(value).length >= textsSetting(question, 'left').length,
});
