import { type AnswerProps, defineReview, Html, textsSetting } from '@examlet/player';
import { wordsOf } from '@examlet/player/lazy';
import { orderOf } from './order';

/** The student's order, numbered: a line each; briefly one after the other. */
function Order({ question, value, isBrief, locale }: AnswerProps) {
  const options = textsSetting(question, 'options');
  const html = textsSetting(question, 'optionsHtml');
  return (
    <>
      {orderOf(value, options).map((option, at) => (
        <span key={option} class="answer-part">
          {at > 0 && (isBrief ? '; ' : <br />)}
          {(at + 1).toLocaleString(locale)}. <Html inline html={html[options.indexOf(option)] ?? ''} />
        </span>
      ))}
    </>
  );
}

export default defineReview({
  inWords(value, question, _, locale) {
    if (value === null) return '';
    const options = textsSetting(question, 'options');
    const html = textsSetting(question, 'optionsHtml');
    return orderOf(value, options)
      .map((option, at) => `${(at + 1).toLocaleString(locale)}. ${wordsOf(html[options.indexOf(option)] ?? '')}`)
      .join('\n');
  },
  Answer: Order,
});
