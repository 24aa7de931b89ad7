import type { Reply } from '../player/page/reply';
import { again, isFinal, retry } from '../player/page/retry';
import type { StaffCalls } from '../staff/api';
import type { Staff } from '../staff/staff';
import type { Target, Wish } from './held';

/** Sends a wish: the whole judgement in one request, so that a comment is never later than its points. */
export function sendWish(api: StaffCalls, target: Target, wish: Wish): Promise<Reply<unknown>> {
  const { judgement, revision, digest, same } = wish;
  const given = judgement && {
    ...(judgement.points === null ? {} : { points: judgement.points }),
    ...(judgement.levels === null ? {} : { levels: judgement.levels }),
    ...(judgement.comment === null ? {} : { comment: judgement.comment }),
  };
  const question = encodeURIComponent(target.questionId);
  if (same !== undefined)
    return api.call('PUT', `questions/${question}/grades`, { answers: [{ digest, expect: same }], ...given });
  const path = `grades/${encodeURIComponent(target.who)}/${question}`;
  if (given === null) return api.call('DELETE', path);
  return api.call('PUT', path, { ...given, revision, ...(digest === null ? {} : { expect: digest }) });
}

/** Takes the grades of a batch back, as often as it takes. */
export async function undoBatch(staff: Staff, batchId: string): Promise<void> {
  await retry(async () => {
    const reply = await staff.api.call('DELETE', `batches/${encodeURIComponent(batchId)}`);
    return reply.ok || staff.judge(reply) || isFinal(reply.status) ? reply : again(reply.retryAfterMs);
  });
}
