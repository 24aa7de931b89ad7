import type { ComponentType } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { AssessmentProps, QuestionFiles, ResultProps } from '../questions/contract';
import type { AnswerValue } from '../server/wire';
import type { Session } from '../session/session';
import { PlayerContext } from '../ui/player';
import { question } from './doubles';

const IDS = { heading: 'heading', description: undefined, control: 'control' };
const texts = createTexts('en', { player: english });

const noFiles: QuestionFiles = {
  stored: [],
  upload: null,
  send: vi.fn(),
  record: () => {
    throw new Error('Nothing is recorded in this test.');
  },
  answer: vi.fn(),
  read: async () => null,
};

/**
 * Shows a type's assessment in the document; `onChange` hears what it tells, `draw` shows it again with another value.
 * Texts of the type itself are their keys.
 */
export function showAssessment(
  Assessment: ComponentType<AssessmentProps> | undefined,
  value: AnswerValue,
  settings: Record<string, unknown> = {},
  more: Partial<AssessmentProps> = {},
) {
  if (!Assessment) throw new Error('This type takes no answer.');
  const onChange = vi.fn<AssessmentProps['onChange']>();
  const root = freshRoot();
  const draw = (next: AnswerValue) =>
    put(
      root,
      <Assessment
        question={question('q_1', 'type', settings)}
        value={next}
        onChange={onChange}
        disabled={false}
        files={noFiles}
        t={texts.forType('type')}
        locale="en"
        ids={IDS}
        {...more}
      />,
    );
  return { root: draw(value), onChange, draw };
}

/** Shows a type's result component in the document. */
export function showResult(
  Result: ComponentType<ResultProps>,
  value: AnswerValue,
  settings: Record<string, unknown> = {},
  more: Partial<ResultProps> = {},
): HTMLElement {
  return put(
    freshRoot(),
    <Result
      question={question('q_1', 'type', settings)}
      value={value}
      correct={null}
      readFile={noFiles.read}
      t={texts.forType('type')}
      locale="en"
      ids={IDS}
      {...more}
    />,
  );
}

/** Does to an input what a student does: sets it and fires the event. */
export function change(input: Element | null | undefined, set: Partial<HTMLInputElement>, event: string): void {
  if (!input) throw new Error('There is no such input.');
  Object.assign(input, set);
  void act(() => {
    input.dispatchEvent(new Event(event, { bubbles: true }));
  });
}

/** A fresh element: nothing of what was shown before stays in it. */
function freshRoot(): HTMLElement {
  const before = document.querySelector('#shown');
  if (before) void act(() => render(null, before));
  const root = document.createElement('div');
  root.id = 'shown';
  document.body.replaceChildren(root);
  return root;
}

function put(root: HTMLElement, shown: preact.JSX.Element): HTMLElement {
  void act(() =>
    render(<PlayerContext.Provider value={{ session: {} as Session, texts }}>{shown}</PlayerContext.Provider>, root),
  );
  return root;
}
