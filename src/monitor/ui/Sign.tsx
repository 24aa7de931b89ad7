const PATHS = {
  working: 'M4 20h4L19 9a2.8 2.8 0 0 0-4-4L4 16v4Z',
  paused: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM10 9v6M14 9v6',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12h.01M12 12h.01M16 12h.01',
  finished: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 12.5l2.5 2.5 4.5-5.5',
  connected: 'M5 12.5a10 10 0 0 1 14 0M8 15.5a6 6 0 0 1 8 0M12 19h.01M2 9.5a14 14 0 0 1 20 0',
  noContact:
    'M3 3l18 18M8 15.5a6 6 0 0 1 6-1.4M12 19h.01M5 12.5a10 10 0 0 1 4-2.4M2 9.5a14 14 0 0 1 4-2.6' +
    'M11 5.3a14 14 0 0 1 11 4.2M15.5 10.6a10 10 0 0 1 3.5 1.9',
  warning: 'M12 9v4m0 3.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  time: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  message: 'M4 5h16v11H9l-5 4V5Z',
  kept: 'M4 8h16v12H4zM3 4h18v4H3zM10 12h4',
  give: 'M12 7v5l3 2M21 12a9 9 0 1 1-3-6.7M21 3v4h-4',
  sort: 'M7 4v16M3.5 16.5 7 20l3.5-3.5M17 20V4M13.5 7.5 17 4l3.5 3.5',
  reopen: 'M4 12a8 8 0 1 0 3-6.2M7 2v4h4',
  resume: 'M8 5l11 7-11 7V5Z',
  pause: 'M9 6v12M15 6v12',
  handIn: 'M12 3v11M7.5 9.5 12 14l4.5-4.5M4 17v3h16v-3',
  live: 'M12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 7a7 7 0 0 0 0 10M17 7a7 7 0 0 1 0 10',
} as const;

export type SignName = keyof typeof PATHS;

/** A shape beside a word that says the same. */
export function Sign({ name }: { readonly name: SignName }) {
  return (
    <svg class={`icon sign-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
