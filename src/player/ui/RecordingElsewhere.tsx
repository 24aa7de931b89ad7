import { Icon } from './Icon';
import { usePlace, useTexts, useUploads } from './player';
import { QuestionLink } from './QuestionLink';
import { questionName } from './question-names';

/** A recording goes on while another question is on the screen: nobody is recorded without knowing. */
export function RecordingElsewhere({ but }: { readonly but?: string }) {
  const place = usePlace();
  const uploads = useUploads();
  const texts = useTexts();
  const questions = place.questions.value;
  const running = uploads.underWay.value.find((u) => u.questionId !== but && !u.source.isEnded.value);
  const question = questions.find((q) => q.id === running?.questionId);
  return (
    <div role="status" class="recording-elsewhere">
      {running && question && (
        <div class="notice warning">
          <Icon name="warning" />
          <span>
            {texts.t('recordingRuns')}{' '}
            <QuestionLink questionId={question.id}>{questionName(questions, question, texts)}</QuestionLink>
          </span>
          <button type="button" class="button" onClick={() => running.source.finish()}>
            {texts.t('recordingStop')}
          </button>
        </div>
      )}
    </div>
  );
}
