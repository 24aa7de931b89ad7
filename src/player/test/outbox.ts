import { vi } from 'vitest';
import type { BrowserStore } from '../saving/browser-store';
import type { SessionRefusal } from '../saving/meaning';
import { Outbox } from '../saving/outbox';
import type { Reply } from '../server/api';
import type { SaveRequest, SaveResult } from '../server/wire';
import { acknowledgement, ok } from './doubles';

export type Answer = (save: SaveRequest) => Reply<SaveResult> | Promise<Reply<SaveResult>>;

/** A server that takes every save. */
export const acknowledge: Answer = (save) => ok(acknowledgement(save));

/** An outbox of the first holder, and what it does. */
export function setUp(answer: Answer = acknowledge) {
  const sent: { save: SaveRequest; keepalive: boolean }[] = [];
  const saved: SaveResult[] = [];
  const troubles: SessionRefusal[] = [];
  const server = { answer };
  const kept = {
    keep: vi.fn<BrowserStore['keep']>(async () => undefined),
    forget: vi.fn<BrowserStore['forget']>(async () => undefined),
    drop: vi.fn<BrowserStore['drop']>(async () => undefined),
    adopt: vi.fn<BrowserStore['adopt']>(),
  };
  const outbox = new Outbox({
    send: async (save, { keepalive }) => {
      sent.push({ save, keepalive });
      return server.answer(save);
    },
    onSaved: (result) => saved.push(result),
    onSessionRefused: (trouble) => troubles.push(trouble),
    browserStore: kept,
    now: () => '2026-01-05T10:00:00.000Z',
    random: () => 1,
  });
  outbox.adopt(1, {});
  return { outbox, sent, saved, troubles, server, kept };
}

/** A server that answers when the test says so. */
export function onDemand() {
  const waiting: ((reply: Reply<SaveResult>) => void)[] = [];
  const answer: Answer = () => new Promise((resolve) => waiting.push(resolve));
  return { answer, reply: (index: number, reply: Reply<SaveResult>) => waiting[index]?.(reply) };
}

/** Lets everything that is due now happen. */
export const settle = () => vi.advanceTimersByTimeAsync(0);
