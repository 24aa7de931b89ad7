const PATHS = {
  answered: 'M20 6 9 17l-5-5',
  wrong: 'M6 6l12 12M18 6 6 18',
  flag: 'M5 21V4h12l-2 4 2 4H5',
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  warning: 'M12 9v4m0 3.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  text: 'M5 7h14M5 12h14M5 17h9',
  open: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  unfold: 'm6 9 6 6 6-6',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
  pause: 'M9 6v12M15 6v12',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeClosed: 'M2 9s4 6 10 6 10-6 10-6M4.5 15l2-2.5M12 15v3.5M19.5 15l-2-2.5',
  devices: 'M3 5h13v9H3zM8 18h4M10 14v4M18 9h4v10h-6v-2',
} as const;

export type IconName = keyof typeof PATHS;

/** A shape beside a text that says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
