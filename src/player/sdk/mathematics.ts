// The mathematics editor and what belongs to it: by far the heaviest part, fetched only by an exam with a formula in
// its answers.
export { MathField, type MathInput } from '../ui/MathField';
export { MathKeys } from '../ui/MathKeys';
