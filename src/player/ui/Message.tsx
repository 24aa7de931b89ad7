import type { ComponentChildren } from 'preact';
import { useScreenHeading } from './player';

interface MessageProps {
  readonly name: string;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** A screen with nothing but something to say. */
export function Message({ name, title, children }: MessageProps) {
  const heading = useScreenHeading(name, title);
  return (
    <main class="sheet">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
