import { defineReview } from '@examlet/player';
import { ChosenWords, chosenWords } from '@examlet/player/lazy';

export default defineReview({ inWords: chosenWords, Answer: ChosenWords });
