import {
  type AnswerValue,
  type AssessmentProps,
  defineQuestionType,
  type Question,
  shownHtml,
  UNAIDED,
} from '@examlet/player';
import { useMemo } from 'preact/hooks';
import { entriesOf, filled, readText } from './blanks';
import { Pieces } from './Pieces';
import './assessment.css';

const htmlOf = (question: Question) => String(question.settings['textHtml'] ?? '');

function FillInBlank({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const html = shownHtml(htmlOf(question));
  const { pieces, around } = useMemo(() => readText(html), [html]);
  const entries = entriesOf(value, around.length);
  const nameOf = (at: number) => {
    const { before = '', after = '' } = around[at] ?? {};
    return `${t('blank', { number: at + 1, total: around.length })}: ${before} … ${after}`;
  };
  return (
    <fieldset
      class="choices fill-in-blank"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-legend`}>{t('fillIn')}</legend>
      <div class="prose" dir="auto">
        <Pieces
          pieces={pieces}
          blank={(at) => (
            <span key={`blank-${at}`} class="fill-in-blank-grows" data-text={entries[at]}>
              <input
                id={`${ids.control}-${at}`}
                class="text-field"
                size={1}
                dir="auto"
                {...UNAIDED}
                value={entries[at] ?? ''}
                readOnly={disabled}
                aria-label={nameOf(at)}
                onInput={(event) => onChange(filled(entries, at, event.currentTarget.value))}
              />
            </span>
          )}
        />
      </div>
    </fieldset>
  );
}

function isFilled(value: AnswerValue, question: Question): boolean {
  const { around } = readText(shownHtml(htmlOf(question)));
  return around.length > 0 && entriesOf(value, around.length).every((entry) => entry.trim() !== '');
}

export default defineQuestionType({ Assessment: FillInBlank, isAnswered: isFilled });
