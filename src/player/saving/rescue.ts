import type { KeptAnswer } from './draft';
import { base64Of, type Seal } from './sealed';

/**
 * What a student hands to their teacher when answers could not be delivered. Only the server of that exam session can
 * open it.
 */
export interface RescueFile {
  readonly type: 'examlet-rescue';
  readonly v: 1;
  readonly sessionId: string;
  readonly createdAt: string;
  readonly iv: string;
  readonly data: string;
}

/** Puts the answers that the server does not have into a file (docs/embedding.md, "What was refused is kept aside"). */
export async function rescueFile(
  answers: readonly KeptAnswer[],
  sessionId: string,
  createdAt: string,
  seal: Seal,
): Promise<RescueFile> {
  const content = {
    answers: answers.map(({ questionId, epoch, revision, draft, writtenAt }) => ({
      questionId,
      epoch,
      revision,
      ...draft,
      writtenAt,
    })),
  };
  const { iv, data } = await seal.close(content, `examlet-rescue\n${sessionId}`);
  return { type: 'examlet-rescue', v: 1, sessionId, createdAt, iv: base64Of(iv), data: base64Of(data) };
}
