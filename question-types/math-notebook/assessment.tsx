import { defineQuestionType, lazy } from '@examlet/player';

export default defineQuestionType({
  Assessment: lazy(() => import('./Notebook')),
  isAnswered: (value) => Array.isArray(value) && value.some((line) => line.trim() !== ''),
});
