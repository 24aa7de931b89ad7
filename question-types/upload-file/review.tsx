import { defineReview, listOf } from '@examlet/player';

export default defineReview({ inWords: (value) => listOf(value)[1] ?? '' });
