// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import { Announcements } from '../session/announcements';
import type { Session } from '../session/session';
import { Announcer } from './Announcer';
import { Notices } from './Notices';
import { PlayerContext } from './player';

const isPaused = signal(false);
const isConnectionLost = signal(false);
const change = signal<number | 'none'>('none');
const asked = signal<number | null>(null);
const announcements = new Announcements(async () => undefined);
const session = {
  isSuperseded: signal(false),
  isPaused,
  isConnectionLost,
  browserStore: { isBlocked: signal(false) },
  time: {
    change,
    changeRead: () => {
      change.value = 'none';
    },
    warning: signal(null),
    asked,
  },
  announcements,
} as unknown as Session;

/** As in the exam: the notices, and the questions while there is no pause. */
function Page() {
  return (
    <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
      <Notices />
      <main id="content" tabIndex={-1}>
        {!isPaused.value && <input />}
      </main>
      <Announcer />
    </PlayerContext.Provider>
  );
}

beforeEach(() => {
  isPaused.value = false;
  isConnectionLost.value = false;
  change.value = 'none';
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  void act(() => render(<Page />, root));
});

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const set = (what: () => void) => void act(what);
const said = () => find('[aria-live]')?.textContent;

describe('the focus', () => {
  test('goes to the notice of a pause with the questions, and to the content when the exam goes on', () => {
    find('input')?.focus();

    set(() => {
      isPaused.value = true;
    });
    expect(document.activeElement?.textContent).toBe(english.paused);

    set(() => {
      isPaused.value = false;
    });
    expect(document.activeElement).toBe(find('main'));
  });

  test('goes back to where the student was once a notice is read', () => {
    find('input')?.focus();
    set(() => {
      announcements.hear([{ id: 'a1', message: 'Use page 3', at: '2026-01-05T10:00:00.000Z' }]);
    });
    expect(document.activeElement).toBe(find('input'));

    find('.notice button')?.focus();
    set(() => find('.notice button')?.click());
    expect(find('.notice')).toBeNull();
    expect(document.activeElement).toBe(find('input'));
  });

  test('is left alone where nothing had it', () => {
    set(() => {
      isPaused.value = true;
    });
    expect(document.activeElement).toBe(document.body);
  });
});

test('each notice is spoken by itself: a new one does not repeat those that stand there', () => {
  expect(find('[role=status]')?.getAttribute('aria-atomic')).toBe('false');
  set(() => {
    change.value = 60_000;
  });
  expect(find('.notice')?.getAttribute('aria-atomic')).toBe('true');
});

test('what happens twice is said twice', async () => {
  set(() => {
    asked.value = 60_000;
  });
  await vi.waitFor(() => expect(said()).not.toBe(''));
  for (const [what, end] of [
    [isPaused, english.resumed],
    [isConnectionLost, english.connectionBack],
  ] as const)
    for (const _ of [1, 2]) {
      set(() => {
        what.value = true;
      });
      await vi.waitFor(() => expect(said()).toBe(''));
      set(() => {
        what.value = false;
      });
      await vi.waitFor(() => expect(said()).toBe(end));
    }
});
