import type { ComponentChildren } from 'preact';

interface WideProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

/** What may be wider than the page: it scrolls inside itself, with the keyboard too. */
export function Wide({ name, children }: WideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached to be scrolled.
    <section class="wide" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
