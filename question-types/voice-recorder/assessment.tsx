import { defineQuestionType, lazy } from '@examlet/player';

export default defineQuestionType({ Assessment: lazy(() => import('./Recorder')) });
