import { useComputed } from '@preact/signals';
import { textOfHtml } from '../../staff/plain-html';
import { useStaff } from '../../staff/ui/context';
import type { Editor } from '../editor';
import type { UsedComment } from '../wire';
import { useGrading } from './context';

/** So many of the comments used before are offered at once. */
const OFFERED = 6;

/** The comment, and those that were used at this question before. */
export function CommentField({ editor }: { readonly editor: Editor }) {
  const grading = useGrading();
  const { t } = useStaff().texts;
  const offered = useComputed(() => offeredFor(editor.comment.value, grading.usedComments.all.value));
  const take = (text: string) => {
    const before = editor.comment.peek().trim();
    // What only began the comment gives way to it.
    const isBegun = text.toLowerCase().startsWith(before.toLowerCase());
    editor.comment.value = before === '' || isBegun ? text : `${before}\n\n${text}`;
    grading.edited('comment');
    document.getElementById('comment')?.focus();
  };
  return (
    <div class="comment">
      <label for="comment">{t(grading.isOverall ? 'overallComment' : 'comment')}</label>
      <textarea
        id="comment"
        class="text-field"
        dir="auto"
        rows={4}
        maxLength={6_000}
        value={editor.comment.value}
        aria-describedby="comment-hint"
        onInput={(event) => {
          editor.comment.value = event.currentTarget.value;
          grading.edited('comment');
        }}
        onBlur={() => grading.outbox.release(editor.target)}
      />
      <p id="comment-hint" class="hint">
        {t('commentHint')}
      </p>
      {offered.value.length > 0 && (
        <details class="used" id="used-comments">
          <summary>{t('usedComments')}</summary>
          <ul>
            {offered.value.map(({ text, uses }) => (
              <li key={text}>
                <button type="button" class="button quiet" dir="auto" onClick={() => take(text)}>
                  {text}
                </button>
                <span class="hint">{t('usedTimes', { count: uses })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface Offered {
  readonly text: string;
  readonly uses: number;
}

/** The comments used before that say more than what stands there; those that go on with it come first. */
export function offeredFor(typed: string, used: readonly UsedComment[]): readonly Offered[] {
  const begun = typed.trim().toLowerCase();
  const all = used
    .map(({ comment, uses }) => ({ text: textOfHtml(comment), uses }))
    .filter(({ text }) => text !== '' && !begun.includes(text.toLowerCase()));
  const goesOn = ({ text }: Offered) => (begun !== '' && text.toLowerCase().includes(begun) ? 0 : 1);
  return [...all].sort((a, b) => goesOn(a) - goesOn(b)).slice(0, OFFERED);
}
