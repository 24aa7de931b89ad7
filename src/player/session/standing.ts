import { batch, computed, type Signal, signal } from '@preact/signals';
import type { Completion, PageData } from '../server/wire';

/** Which screen the student sees. `finishing` is between the end of the exam and the server's word about it. */
export type Phase = 'ended' | 'intro' | 'opening' | 'exam' | 'finishing' | 'closed';

/** Why access to the exam has ended. */
export type EndedBy = 'session-expired' | 'session-revoked';

/**
 * How the exam session stands, as this page knows it. Its parts learn of each other's doings here, and know of nothing
 * above.
 */
export class Standing {
  readonly phase: Signal<Phase>;
  readonly endedBy: Signal<EndedBy>;
  readonly isPaused = signal(false);
  /** Another page or device holds the session. */
  readonly isSuperseded = signal(false);
  readonly isHandingIn = signal(false);
  /** How the exam was completed, once the server has said so. */
  readonly completion = signal<Completion | null>(null);
  /** The server refused what this page thought it takes: it has to be asked how things stand. */
  readonly isInDoubt = signal(false);
  /** Which of the session's holders this page is; 0 before it is one. */
  epoch = 0;

  /** No input may change now. */
  readonly isReadOnly = computed(
    () => this.phase.value !== 'exam' || this.isPaused.value || this.isSuperseded.value || this.isHandingIn.value,
  );

  readonly isEnded = computed(() => this.phase.value === 'ended');

  /** This page does not hold the session any more. */
  readonly isOut = computed(() => this.isSuperseded.value || this.isEnded.value);

  constructor(page: PageData) {
    this.phase = signal(firstPhase(page));
    this.endedBy = signal(page.expired || 'session-revoked');
  }

  /** The server refused something; the name of its problem says what holds now. */
  readonly refused = (problemName: string): void => {
    if (problemName === 'paused') this.isPaused.value = true;
    else if (problemName === 'superseded') this.isSuperseded.value = true;
    else if (problemName === 'session-expired' || problemName === 'session-revoked') this.end(problemName);
    else this.isInDoubt.value = true;
  };

  /** Access has ended. */
  end(by: EndedBy): void {
    batch(() => {
      this.endedBy.value = by;
      this.phase.value = 'ended';
    });
  }

  /** The server says that the exam is completed; taken once. */
  complete(completion: Completion): void {
    if (this.completion.peek()) return;
    batch(() => {
      this.phase.value = 'finishing';
      this.completion.value = completion;
    });
  }
}

function firstPhase(page: PageData): Phase {
  if (page.expired) return 'ended';
  if (page.completion) return 'finishing';
  return page.status === 'not_started' ? 'intro' : 'opening';
}
