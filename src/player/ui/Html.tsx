import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { shownHtml } from '../html/shown';
import { showFormulas } from '../mathematics/shown';
import { PlayerContext } from './player';

interface HtmlProps {
  /** Sanitised by the server. */
  readonly html: string;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  /** Inside a label or another line of text. */
  readonly inline?: boolean;
}

/**
 * The only place where HTML enters the page, made safe once more. Mathematics in it is drawn by a part that is fetched
 * only then.
 */
export function Html({ html, id, class: className, inline = false }: HtmlProps) {
  const element = useRef<HTMLDivElement & HTMLSpanElement>(null);
  const shown = shownHtml(html);
  const texts = useContext(PlayerContext)?.texts;
  // Before the page is painted: the source of a formula is never seen.
  useLayoutEffect(
    () => (element.current ? showFormulas(element.current, texts?.t ?? ((key) => key)) : undefined),
    [shown],
  );
  const Tag = inline ? 'span' : 'div';
  return <Tag ref={element} id={id} class={className} dir="auto" dangerouslySetInnerHTML={{ __html: shown }} />;
}
