import { type ResultProps, shownHtml } from '@examlet/player';
import { entriesOf, readText } from './blanks';
import { Pieces } from './Pieces';

/** The text with what the student filled in. */
export default function FillInBlankResult({ question, value, t }: ResultProps) {
  const { pieces, around } = readText(shownHtml(String(question.settings['textHtml'] ?? '')));
  const entries = entriesOf(value, around.length);
  return (
    <div class="prose" dir="auto">
      <Pieces
        pieces={pieces}
        blank={(at) => (
          <bdi key={`blank-${at}`} class={`fill-in-blank-answer${entries[at]?.trim() ? '' : ' fill-in-blank-empty'}`}>
            {entries[at]?.trim() ? entries[at] : `(${t('empty')})`}
          </bdi>
        )}
      />
    </div>
  );
}
