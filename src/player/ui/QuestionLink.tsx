import type { ComponentChildren } from 'preact';
import { useMoves } from './player';

interface QuestionLinkProps {
  readonly questionId: string;
  readonly class?: string;
  readonly isCurrent?: boolean;
  readonly onGo?: () => void;
  readonly children: ComponentChildren;
}

/**
 * Leads to a question inside this page. Opening it in a new tab would take the exam over there, so it never leaves the
 * page.
 */
export function QuestionLink({ questionId, class: className, isCurrent = false, onGo, children }: QuestionLinkProps) {
  const moves = useMoves();
  return (
    <a
      class={className}
      href={`#${questionId}`}
      draggable={false}
      aria-current={isCurrent ? 'step' : undefined}
      onAuxClick={(event) => event.preventDefault()}
      onClick={(event) => {
        event.preventDefault();
        onGo?.();
        moves.goTo(questionId);
      }}
    >
      {children}
    </a>
  );
}
