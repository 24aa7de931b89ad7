import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { Host } from '../host/host';
import { submittedBy } from '../host/messages';
import type { Clock } from '../page/clock';
import type { StudentApi } from '../server/api';
import type { Completion } from '../server/wire';
import type { Enter } from './enter';
import type { HandIn } from './hand-in';
import { readPage } from './read-page';
import type { EndedBy, Standing } from './standing';

interface HostParts {
  readonly api: StudentApi;
  readonly clock: Clock;
  readonly host: Host;
  readonly standing: Standing;
  readonly enter: Enter;
  readonly handIn: HandIn;
  readonly isConnectionLost: ReadonlySignal<boolean>;
}

/** Tells the host what becomes of the exam in this page. */
export function tellHost(parts: HostParts): void {
  const { host, standing, enter, handIn, isConnectionLost } = parts;
  let wasLost = false;
  let wasOver = standing.phase.peek() === 'ended';
  effect(() => {
    const isLost = isConnectionLost.value;
    if (isLost !== wasLost) host.tell(isLost ? 'connection:lost' : 'connection:restored', {});
    wasLost = isLost;
  });
  effect(() => {
    if (enter.step.value === 'not-open') host.failed('not-open');
  });
  effect(() => {
    if (handIn.step.value === 'failed') host.failed('hand-in-failed');
  });
  effect(() => {
    const completion = standing.completion.value;
    if (completion) tellCompletion(host, completion);
  });
  effect(() => {
    const isOver = standing.phase.value === 'ended';
    if (isOver && !wasOver) untracked(() => void tellEnd(parts, standing.endedBy.peek()));
    wasOver = isOver;
  });
}

function tellCompletion(host: Host, { outputs, completionReason, event }: Completion): void {
  host.sessionId = outputs.sessionId;
  host.stored('exam:submitted', { by: submittedBy(completionReason) }, event);
  host.completed(outputs);
}

/** The page, which is there for a link that has ended too, says why it has. */
async function tellEnd({ api, clock, host }: HostParts, by: EndedBy): Promise<void> {
  const reason = by === 'session-expired' ? 'expired' : (await readPage(api, clock))?.endReason;
  host.ended(reason ?? 'revoked');
}
