import { defineReview } from '@examlet/player';
import { ChosenWords, chosenWords } from '@examlet/player/late';

export default defineReview({ inWords: chosenWords, Answer: ChosenWords });
