import type { ComponentType } from 'preact';
import type { Upload } from '../files/upload';
import type { Translate } from '../page/texts';
import type { AnswerValue, Question, StudentFile } from '../server/wire';

/** How a change is to be saved. */
export interface ChangeOptions {
  /** Whether the question now counts as answered; left out, the type's `isAnswered` decides. */
  readonly completed?: boolean;
  /** Save at once (a choice), rather than after a pause in typing. */
  readonly immediate?: boolean;
  /** Extra JSON that is stored with the answer. */
  readonly context?: unknown;
}

/** The files of one question. */
export interface QuestionFiles {
  /** What the server holds, oldest first; also what did not arrive whole. */
  readonly stored: readonly StudentFile[];
  /** The newest upload in this page, arrived or not. */
  readonly upload: Upload | null;
  /**
   * Uploads a file and makes it the answer when it has arrived. The same file as one whose upload a reload interrupted
   * goes on where that stopped.
   */
  send(file: File): void;
  /**
   * Begins a recording: its bytes are pushed into the upload's `source` while it is made. `answerOf` makes the answer
   * of the file.
   */
  record(name: string, type: string, answerOf: (file: StudentFile) => AnswerValue): Upload;
  /** Saves a file as the answer, whole or as far as it has come. */
  answer(value: AnswerValue, completed: boolean): void;
  /** The bytes of a file, as far as they have come; null when they cannot be had now. */
  read(id: string): Promise<Blob | null>;
}

/** What an answering component gets. */
export interface AssessmentProps {
  readonly question: Question;
  readonly value: AnswerValue;
  /** Tells the player what the student answered; null clears the answer. */
  onChange(value: AnswerValue, options?: ChangeOptions): void;
  /** No input may change now: time is over, the exam is paused, or another device holds it. */
  readonly disabled: boolean;
  readonly t: Translate;
  readonly files: QuestionFiles;
  /** Language and direction of the player's texts; numbers and dates follow it. */
  readonly locale: string;
  readonly ids: {
    /** Of the question's heading: name the input with it. */
    readonly heading: string;
    /** Of the question's text, when it has one: describe the input with it. */
    readonly description: string | undefined;
    /** Unique on the page: derive the ids of your own elements from it. */
    readonly control: string;
  };
}

/** A question type's part of the player: the default export of `question-types/<type>/assessment.tsx`. */
export interface QuestionType {
  /** Where the student answers; left out by a type that only shows text. */
  readonly Assessment?: ComponentType<AssessmentProps>;
  /** True when the value counts as an answer; by default any text that is not blank, or any entry. */
  isAnswered?(value: AnswerValue, question: Question): boolean;
  /** Keys of the player's texts for a question of this type that has no title. */
  readonly untitled?: string;
}

/** What a result component gets: an answer as it was handed in, to be shown and not changed. */
export interface ResultProps {
  readonly question: Question;
  readonly value: AnswerValue;
  /** Of an answer that is HTML: the same, sanitised by the server. */
  readonly valueHtml?: string | undefined;
  /** Null where a person judges it. */
  readonly correct: boolean | null;
  /** The bytes of a file of this exam session. */
  readFile(id: string): Promise<Blob | null>;
  readonly t: Translate;
  readonly locale: string;
  readonly ids: AssessmentProps['ids'];
}

/** What shows an answer outside its own editor gets. */
export interface AnswerProps {
  readonly question: Question;
  readonly value: AnswerValue;
  /** There is room for a line or two: the beginning, or what matters most. */
  readonly isBrief: boolean;
  readonly t: Translate;
  readonly locale: string;
}

/**
 * How a type tells an answer outside its own editor: the default export of `question-types/<type>/review.tsx`, which is
 * fetched after the first question.
 */
export interface AnswerReview {
  /** The answer as plain words; by default the texts themselves. */
  inWords?(value: AnswerValue, question: Question, t: Translate, locale: string): string;
  /**
   * What an answer lacks, or has too much of, by what the question asks for: "34 words, at least 50"; empty for
   * nothing.
   */
  missing?(value: AnswerValue, question: Question, t: Translate, locale: string): string;
  /** The answer as it is read, where words do not do: with formulas and pictures. By default its words. */
  readonly Answer?: ComponentType<AnswerProps>;
}

/** A component whose code is fetched when an exam needs it. */
export type LazyComponent<Props> = ComponentType<Props> & {
  /** Fetches the code before it is shown, so that a connection that is lost later takes no editor away. */
  preload(): void;
};
