import { useSignal } from '@preact/signals';
import { useStaff } from '../../staff/ui/context';
import { Languages, StaffShell } from '../../staff/ui/StaffShell';
import type { Grading } from '../grading';
import { keysOn } from '../preferences';
import { whoOf } from '../wire';
import { AnswerList } from './AnswerList';
import { AnswerView } from './AnswerView';
import { GradingContext, useGrading } from './context';
import { DoneDialog, Finished } from './DoneDialog';
import { Head } from './Head';
import { KeysDialog } from './KeysDialog';
import { LiftDialog } from './LiftDialog';
import { ListDialog } from './ListDialog';
import { Lost } from './Lost';
import { Panel } from './Panel';
import { Toolbar } from './Toolbar';
import { useKeys } from './use-keys';
import { Ways } from './Ways';

/** The page for grading. */
export function App({ grading }: { readonly grading: Grading }) {
  return (
    <GradingContext.Provider value={grading}>
      <StaffShell staff={grading.staff} after={<Lost />}>
        <Screen />
        <Languages />
      </StaffShell>
    </GradingContext.Provider>
  );
}

type Opened = 'keys' | 'done' | 'lift' | 'list' | null;

function Screen() {
  const grading = useGrading();
  const { t } = useStaff().texts;
  const opened = useSignal<Opened>(null);
  const isFinished = useSignal(false);
  const open = (dialog: Opened) => () => {
    opened.value = dialog;
  };
  useKeys(grading, () => opened.value !== null || isFinished.value, open('keys'));
  const overview = grading.progress.overview.value;
  if (!overview)
    return (
      <main class="sheet alone">
        <p role="status">{t('loading')}</p>
      </main>
    );
  if (overview.sessions === 0 || overview.questions.length === 0)
    return (
      <main class="sheet alone">
        <h1>{t('nothingTitle')}</h1>
        <p>{t('nothingText')}</p>
      </main>
    );
  if (isFinished.value)
    return (
      <Finished
        onBack={() => {
          isFinished.value = false;
        }}
      />
    );
  const item = grading.answers.item.value;
  const editor = grading.editor.value;
  return (
    <>
      <a class="skip-link" href="#answer-title">
        {t('skipToAnswer')}
      </a>
      <Head onKeys={open('keys')} onDone={open('done')} onList={open('list')} />
      <main class="desk">
        <Toolbar />
        <div class="side only-wide">
          <AnswerList />
        </div>
        {item && <AnswerView key={`answer ${whoOf(item)} ${item.questionId}`} item={item} onLift={open('lift')} />}
        {item && editor && editor.target.who === whoOf(item) && (
          <Panel key={`panel ${whoOf(item)} ${item.questionId}`} item={item} editor={editor} letters={keysOn.value} />
        )}
        {item && <Ways />}
        {grading.hasFailed.value && (
          <div class="notice warning" role="alert">
            <span>{t('failedTitle')}</span>
            <button type="button" class="button" onClick={() => void grading.reload()}>
              {t('tryAgain')}
            </button>
          </div>
        )}
      </main>
      {opened.value === 'keys' && <KeysDialog onClose={open(null)} />}
      {opened.value === 'list' && <ListDialog onClose={open(null)} />}
      {opened.value === 'lift' && item && <LiftDialog item={item} onClose={open(null)} />}
      {opened.value === 'done' && (
        <DoneDialog
          onClose={open(null)}
          onDone={() => {
            opened.value = null;
            isFinished.value = true;
          }}
        />
      )}
    </>
  );
}
