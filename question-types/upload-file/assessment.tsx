import { defineQuestionType, lazy, listOf } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./UploadFile')),
  inWords: (value) => listOf(value)[1] ?? '',
});
