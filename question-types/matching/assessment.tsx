import { defineQuestionType, lazy, textsSetting } from '@examlet/player';
import { pairsOf } from './pairs';

export default defineQuestionType({
  Assessment: lazy(() => import('./Matching')),
  isAnswered: (value, question) =>
    pairsOf(value, textsSetting(question, 'left'), textsSetting(question, 'right')).every((right) => right !== null),
});
