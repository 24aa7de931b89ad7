import { defineQuestionType } from '@examlet/player';

export default defineQuestionType({ untitled: 'untitledIntro' });
