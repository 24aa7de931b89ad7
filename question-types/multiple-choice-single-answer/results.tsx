import { type ResultProps, textOf, textsSetting } from '@examlet/player';
import { ChosenOptions } from '@examlet/player/lazy';

/** The options, with the chosen one marked. */
export default function MultipleChoiceSingleAnswerResult({ question, value, t, ids }: ResultProps) {
  const html = textsSetting(question, 'optionsHtml');
  const options = textsSetting(question, 'options').map((option, at) => ({ value: option, html: html[at] ?? '' }));
  return <ChosenOptions options={options} chosen={value === null ? [] : [textOf(value)]} t={t} ids={ids} />;
}
