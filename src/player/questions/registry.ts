import type { AnswerValue, Question } from '../server/wire';
import type { AssessmentProps, LazyComponent, QuestionType } from './contract';

const modules = import.meta.glob<{ default: QuestionType }>('../../../question-types/*/assessment.tsx', {
  eager: true,
});

const byName = new Map(
  Object.entries(modules).map(([path, module]) => [path.split('/').slice(-2)[0] ?? '', module.default] as const),
);

/** The player's part of a question type, by its short name; undefined when this player does not know it. */
export function questionType(name: string): QuestionType | undefined {
  return byName.get(name);
}

/** The short names of all types there are. */
export function questionTypeNames(): string[] {
  return [...byName.keys()];
}

/** True for a question that a student answers, rather than a text to read. */
export function takesAnswer(question: Question): boolean {
  return questionType(question.type)?.Assessment !== undefined;
}

/**
 * Fetches what these questions need and this page does not have yet, so that a connection that is lost later takes no
 * editor away.
 */
export function preload(questions: readonly Question[]): void {
  for (const { type } of questions) {
    const part = questionType(type)?.Assessment as Partial<LazyComponent<AssessmentProps>> | undefined;
    part?.preload?.();
  }
}

/** Whether a value counts as an answer to the question. */
export function isAnswered(question: Question, value: AnswerValue): boolean {
  const own = questionType(question.type)?.isAnswered;
  if (own) return own(value, question);
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value.length > 0;
}
