import { listOf, type ResultProps, saysNothing, textsSetting } from '@examlet/player';
import { ChosenOptions } from '@examlet/player/lazy';

/** The options, with the chosen ones marked. */
export default function MultipleChoiceMultipleAnswersResult({ question, value, t, ids }: ResultProps) {
  const html = textsSetting(question, 'optionsHtml');
  const options = textsSetting(question, 'options').map((option, at) => ({ value: option, html: html[at] ?? '' }));
  return (
    <>
      <ChosenOptions options={options} chosen={listOf(value)} isSeveral t={t} ids={ids} />
      {saysNothing(value) && <p>{t('noneOfThese')}</p>}
    </>
  );
}
