import { signal } from '@preact/signals';
import type { FaultReport, Question } from '../server/wire';

/** Messages of these speak of the program. Those of others may hold what was being read: an answer. */
const OF_THE_PROGRAM = ['TypeError', 'ReferenceError', 'RangeError'];
const MAX = 300;

/** Tells the server, once for each question and kind, that a part of this page does not work in this browser. */
export class Faults {
  /** Questions in which something failed: a plain text field is offered there. */
  readonly troubled = signal<ReadonlySet<string>>(new Set());
  readonly #send: (report: FaultReport) => void;
  readonly #told = new Set<string>();

  constructor(send: (report: FaultReport) => void) {
    this.#send = send;
  }

  note({ id, type }: Question, fault: unknown): void {
    if (!this.troubled.peek().has(id)) this.troubled.value = new Set([...this.troubled.peek(), id]);
    const { name, message, stack } = fault instanceof Error ? fault : { name: typeof fault, message: '', stack: '' };
    if (this.#told.has(`${id} ${name}`)) return;
    this.#told.add(`${id} ${name}`);
    this.#send({
      questionId: id.slice(0, MAX),
      type: type.slice(0, MAX),
      name: (name || 'Error').slice(0, MAX),
      message: OF_THE_PROGRAM.includes(name) ? message.slice(0, MAX) : '',
      at: positionsIn(stack ?? ''),
    });
  }
}

/**
 * Where it happened, in the page's own scripts: `main-Ab12.js:1:345 math-Cd34.js:2:67`. Nothing else of the stack,
 * which may quote the message.
 */
function positionsIn(stack: string): string {
  return (stack.match(/[\w.-]+\.js:\d+:\d+/g) ?? []).slice(0, 5).join(' ').slice(0, MAX);
}
