import { isFinal } from '../page/retry';
import type { Reply } from '../server/api';
import type { SaveRequest, SaveResult } from '../server/wire';

/** Why an answer is refused. `retained`: the server keeps it aside for the teacher. */
export type RefusedAs = 'rejected' | 'locked' | 'late' | 'retained';

/** A refusal that concerns the whole session, not one question. */
export type SessionRefusal = 'superseded' | 'paused' | 'over' | 'ended';

/** What the reply to a save means for the answer. */
export type Meaning =
  /** Acknowledged; not `applied` when the server holds a newer version. */
  | { readonly kind: 'stored'; readonly result: SaveResult; readonly tookMs: number }
  /** The revision holds another answer: it needs the next one. */
  | { readonly kind: 'revision-taken' }
  | { readonly kind: 'refused'; readonly why: RefusedAs }
  /** Nothing is taken from this page now; the answer may be sent later. */
  | { readonly kind: 'stopped'; readonly refusal: SessionRefusal }
  /** The server says when it takes the answer. */
  | { readonly kind: 'told-to-wait'; readonly ms: number }
  | { readonly kind: 'failed'; readonly retryAfterMs: number };

/** What a reply means, and what it says of the whole session. `isOver`: the exam has ended here. */
export function meaningOf(
  reply: Reply<SaveResult>,
  request: SaveRequest,
  isOver: boolean,
): { readonly meaning: Meaning; readonly session: SessionRefusal | null } {
  if (reply.ok) {
    const isItsOwn = isEcho(reply.body, request);
    if (!isItsOwn) return { meaning: { kind: 'failed', retryAfterMs: 0 }, session: null };
    return { meaning: { kind: 'stored', result: reply.body, tookMs: reply.tookMs }, session: null };
  }
  const { status, problem, retryAfterMs } = reply;
  const name = problem?.name ?? '';
  const isRetained = problem?.more['retained'] === true;
  if (isOver && isRetained) return refused('retained');
  if (status === 410) return stopped('ended');
  if (status === 409) {
    if (name === 'revision-conflict') return { meaning: { kind: 'revision-taken' }, session: null };
    if (name === 'superseded' || name === 'paused') return stopped(name);
    if (name === 'late' || name === 'session-completed') return refused(isRetained ? 'retained' : 'late', 'over');
    if (name === 'question-locked') return refused('locked');
  } else if (isFinal(status)) return refused('rejected');
  // Nothing is lost by trying again what nobody has explained.
  const meaning: Meaning =
    status === 429 && retryAfterMs > 0 ? { kind: 'told-to-wait', ms: retryAfterMs } : { kind: 'failed', retryAfterMs };
  return { meaning, session: null };
}

function refused(why: RefusedAs, session: SessionRefusal | null = null) {
  return { meaning: { kind: 'refused', why }, session } as const;
}

function stopped(refusal: SessionRefusal) {
  return { meaning: { kind: 'stopped', refusal }, session: refusal } as const;
}

function isEcho(result: SaveResult, request: SaveRequest): boolean {
  return (
    result.questionId === request.questionId && result.epoch === request.epoch && result.revision === request.revision
  );
}
