import { Clock } from '../player/page/clock';
import type { Reply } from '../player/page/reply';
import type { StaffCalls } from './api';
import { StaffHost } from './host';
import en from './locales/en.json';
import { Staff } from './staff';
import { staffTexts } from './texts';
import type { StaffPage } from './wire';

/** Texts of a page beside those of all, as the server merges them. */
export function pageOf(more: Partial<StaffPage> = {}, texts: Readonly<Record<string, string>> = {}): StaffPage {
  return {
    flow: 'grade-exam',
    locale: 'en',
    dir: 'ltr',
    locales: ['ar', 'en', 'nl'],
    messages: { staff: { ...en, ...texts } },
    theme: null,
    exam: { id: 'exam_1', name: 'Biology' },
    presets: {},
    anonymous: false,
    rights: { grade: true, results: true, manage: true },
    host: { allowedOrigin: 'https://school.example', returnUrl: null },
    expiresAt: '2026-01-05T18:00:00.000Z',
    serverNow: '2026-01-05T10:00:00.000Z',
    ...more,
  };
}

/** What a host's window was told. */
export interface Told {
  readonly type: string;
  readonly name?: string;
  readonly status?: string;
  readonly outputs?: object;
  readonly data?: object;
}

/** A staff flow whose calls a test answers. */
export function staffOf(api: StaffCalls, page = pageOf()): { readonly staff: Staff; readonly told: Told[] } {
  const told: Told[] = [];
  const clock = new Clock({ monotonic: () => Date.now(), wall: () => Date.now() });
  clock.sync(page.serverNow);
  const listener = { postMessage: (message: Told) => void told.push(message) };
  const host = new StaffHost(listener, page.host.allowedOrigin, () => clock.now());
  const parts = { page, api, clock, host, texts: staffTexts(page), embed: 'embed', browser: 'b'.repeat(32) };
  return { staff: new Staff(parts), told };
}

export function ok<T>(body: T): Reply<T> {
  return { ok: true, body, tookMs: 1 };
}

export function problem(status: number, name = '', more: Record<string, unknown> = {}): Reply<never> {
  return { ok: false, status, problem: { name, detail: name, questions: [], more }, retryAfterMs: 0 };
}

/** No answer came. */
export function unreachable(): Reply<never> {
  return { ok: false, status: 0, problem: null, retryAfterMs: 0 };
}
