import { useEffect, useState } from 'preact/hooks';
import { backoff, pause } from '../page/backoff';
import type { Reply } from '../server/api';

/** Answers after which there is nothing to wait for. */
const NEVER: readonly number[] = [401, 404, 410];

/** Asks until the server has something ready: what it is, or why it is not here yet; `none` where there will never be any. */
export function useUntilReady<T extends object>(ask: () => Promise<Reply<T>>): T | 'waiting' | 'offline' | 'none' {
  const [found, setFound] = useState<T | 'waiting' | 'offline' | 'none'>('waiting');
  useEffect(() => {
    const gone = new AbortController();
    void (async () => {
      for (let failures = 1; !gone.signal.aborted; failures += 1) {
        const reply = await ask();
        if (gone.signal.aborted) return;
        if (reply.ok) return setFound(reply.body);
        if (NEVER.includes(reply.status)) return setFound('none');
        setFound(reply.status === 0 ? 'offline' : 'waiting');
        await pause(backoff(failures, reply.retryAfterMs), gone.signal);
      }
    })();
    return () => gone.abort();
  }, []);
  return found;
}
