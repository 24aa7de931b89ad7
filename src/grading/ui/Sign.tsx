import type { Standing } from '../answers';

const CIRCLE = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z';

const PATHS = {
  ungraded: CIRCLE,
  graded: `${CIRCLE}M8.5 12.5l2.5 2.5 4.5-5.5`,
  machine: 'M5 5h14v14H5zM9 2v3M15 2v3M9 19v3M15 19v3M2 9h3M2 15h3M19 9h3M19 15h3',
  stale: 'M12 9v4m0 3.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  conflict: 'M7 7h13M16 3l4 4-4 4M17 17H4M8 13l-4 4 4 4',
  unsent: 'M12 16V4M7.5 8.5 12 4l4.5 4.5M4 17v3h16v-3',
  trouble: `${CIRCLE}M12 8v5M12 16v.01`,
  saved: 'M20 6 9 17l-5-5',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
  keys: 'M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8',
} as const satisfies Record<Standing | 'saved' | 'list' | 'keys', string>;

/** A shape beside words that say the same. */
export function Sign({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class={`icon sign-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
