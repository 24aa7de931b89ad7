import { defineReview } from '@examlet/player';
import { lengthFault } from '@examlet/player/lazy';

export default defineReview({ missing: lengthFault });
