import { defineReview, listOf } from '@examlet/player';
import { recordingName } from './length';

export default defineReview({
  inWords: (value, _, t, locale) => (listOf(value).length > 0 ? recordingName(listOf(value), t, locale) : ''),
});
