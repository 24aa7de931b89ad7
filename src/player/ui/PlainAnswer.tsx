import { textOf } from '../questions/values';
import { PLAIN_TEXT } from '../saving/plain-text';
import type { Question } from '../server/wire';
import { Icon } from './Icon';
import { useAnswers, useTexts } from './player';
import { UNAIDED } from './writing';

interface PlainAnswerProps {
  readonly question: Question;
  /** What was written here before; another kind of answer stays as it is until something is. */
  readonly text: string | null;
  readonly disabled: boolean;
  again(): void;
}

/** In the place of a question that does not work in this browser: says so, and takes an answer in words. */
export function PlainAnswer({ question, text, disabled, again }: PlainAnswerProps) {
  const answers = useAnswers();
  const texts = useTexts();
  const id = `plain-${question.id}`;
  return (
    <div class="text-answer">
      <p class="notice warning" role="alert">
        <Icon name="warning" />
        <span id={`${id}-hint`}>{texts.t('plainHint')}</span>
      </p>
      <label for={id}>{texts.t('plainLabel')}</label>
      <textarea
        id={id}
        class="text-field"
        dir="auto"
        rows={6}
        {...UNAIDED}
        value={textOf(text)}
        readOnly={disabled}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          const written = event.currentTarget.value;
          answers.answer(question, written || null, { completed: written.trim() !== '', context: PLAIN_TEXT });
        }}
      />
      {!disabled && (
        <button type="button" class="button" onClick={again}>
          {texts.t('plainAgain')}
        </button>
      )}
    </div>
  );
}
