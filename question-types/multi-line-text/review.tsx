import { defineReview } from '@examlet/player';
import { lengthFault } from '@examlet/player/late';

export default defineReview({ missing: lengthFault });
