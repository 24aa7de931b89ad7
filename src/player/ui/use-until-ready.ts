import { useEffect, useState } from 'preact/hooks';
import { again, isGone, retry } from '../page/retry';
import type { Reply } from '../server/api';

/** Why something is not here; `later` where somebody decides when. */
type Missing = 'waiting' | 'offline' | 'later' | 'none';

/**
 * Asks until the server has something ready: what it is, or why it is not here yet; `none` where there will never be
 * any.
 */
export function useUntilReady<T extends object>(ask: () => Promise<Reply<T>>): T | Missing {
  const [found, setFound] = useState<T | Missing>('waiting');
  useEffect(() => {
    const gone = new AbortController();
    const call = async () => {
      const reply = await ask();
      if (gone.signal.aborted) return null;
      if (reply.ok) setFound(reply.body);
      else if (isGone(reply.status) || reply.status === 401) setFound('none');
      else if (reply.problem?.name === 'result-not-released') setFound('later');
      else {
        setFound(reply.status === 0 ? 'offline' : 'waiting');
        return again(reply.retryAfterMs);
      }
      return null;
    };
    void retry(call, { stop: gone.signal });
    return () => gone.abort();
  }, []);
  return found;
}
