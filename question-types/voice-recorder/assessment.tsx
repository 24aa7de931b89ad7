import { defineQuestionType, lazy, listOf } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./Recorder')),
  inWords: (value) => listOf(value)[1] ?? '',
});
