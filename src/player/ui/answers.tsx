import type { Texts } from '../page/texts';
import type { AnswerReview } from '../questions/contract';
import type { AnswerValue, Question } from '../server/wire';
import { useTexts } from './player';

const modules = import.meta.glob<{ default: AnswerReview }>('../../../question-types/*/review.tsx', { eager: true });

const byName = new Map(
  Object.entries(modules).map(([path, module]) => [path.split('/').slice(-2)[0] ?? '', module.default] as const),
);

/** The short names of all types that tell an answer in a way of their own. */
export function reviewTypeNames(): string[] {
  return [...byName.keys()];
}

/** An answer as plain words; empty for none. */
export function inWords(question: Question, value: AnswerValue, texts: Texts): string {
  const words = ownWords(question, value, texts);
  if (words !== null) return words;
  return typeof value === 'string' ? value : (value ?? []).join(texts.t('listComma'));
}

/**
 * The words that the type itself has for a value; null where it has none. A text in place of the question's own form is
 * what it is.
 */
function ownWords(question: Question, value: AnswerValue, texts: Texts): string | null {
  const own = byName.get(question.type)?.inWords;
  const words = own?.(value, question, texts.forType(question.type), texts.locale);
  return words || (own && typeof value !== 'string') ? (words ?? '') : null;
}

/** True for a text that was written where the question's own form failed. */
function isInstead(question: Question, value: AnswerValue, texts: Texts): boolean {
  return byName.get(question.type)?.inWords !== undefined && ownWords(question, value, texts) === null;
}

/** What an answer lacks by what the question asks for; empty for nothing, and where there is no answer at all. */
export function missingIn(question: Question, value: AnswerValue, texts: Texts): string {
  if (value === null || isInstead(question, value, texts)) return '';
  return byName.get(question.type)?.missing?.(value, question, texts.forType(question.type), texts.locale) ?? '';
}

/** So much of a text is drawn where there is room for a line or two. */
const BRIEF = 300;

interface AnswerShownProps {
  readonly question: Question;
  readonly value: AnswerValue;
  readonly isBrief?: boolean;
}

/** An answer as it is read; what it says when there is none. */
export function AnswerShown({ question, value, isBrief = false }: AnswerShownProps) {
  const texts = useTexts();
  const words = inWords(question, value, texts).trim();
  const Own = byName.get(question.type)?.Answer;
  if (value === null || words === '') return <p class="hint">{texts.t('noAnswer')}</p>;
  if (Own && !isInstead(question, value, texts)) {
    return (
      // Its pieces have directions of their own; put together they follow the page.
      <div class="written drawn">
        <Own
          question={question}
          value={value}
          isBrief={isBrief}
          t={texts.forType(question.type)}
          locale={texts.locale}
        />
      </div>
    );
  }
  return (
    <p class="written" dir="auto">
      {isBrief
        ? [...words.slice(0, BRIEF * 2)]
            .slice(0, BRIEF)
            .join('')
            .replace(/\s*\n\s*/g, ' · ')
        : words}
    </p>
  );
}
