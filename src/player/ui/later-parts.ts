// What no first question needs. One file, fetched as soon as the first question stands, so that it is here when the
// connection is not.
export { Closing } from './Closing';
export { ConflictChoice } from './ConflictChoice';
export { HandInDialog } from './HandInDialog';
export { PlainAnswer } from './PlainAnswer';
export { Rescue } from './Rescue';
export { Review } from './Review';
export { Undelivered } from './Undelivered';
