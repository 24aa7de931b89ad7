import { defineReview, textOf } from '@examlet/player';

export default defineReview({
  inWords: (value, _, t) => (value === 'true' || value === 'false' ? t(value) : textOf(value)),
});
