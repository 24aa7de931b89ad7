import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { wordsOf } from '../../staff/api';
import type { Staff } from '../../staff/staff';
import { useStaff } from '../../staff/ui/context';
import { Languages, StaffShell } from '../../staff/ui/StaffShell';
import type { Editing } from '../editing';
import { ADD_CRITERION } from '../faults';
import { rubricOf } from '../rubric';
import { CriterionCard } from './CriterionCard';
import { EditingContext, useEditing } from './context';
import { Faults } from './Faults';
import { Finished } from './Finished';
import { focusSoon } from './focus';
import { Templates } from './Templates';
import { WholeFields } from './WholeFields';

/** The page that writes a rubric. */
export function App({ staff, editing }: { readonly staff: Staff; readonly editing: Editing }) {
  return (
    <EditingContext.Provider value={editing}>
      <StaffShell staff={staff}>
        <Screen />
        <Languages />
      </StaffShell>
    </EditingContext.Provider>
  );
}

function Screen() {
  const staff = useStaff();
  const editing = useEditing();
  const { t } = staff.texts;
  const isFinished = useSignal(staff.status.peek() === 'completed');
  const { criteria } = editing.draft.value;
  if (isFinished.value) return <Finished />;
  const add = () =>
    focusSoon(`criterion-${editing.addCriterion({ least: t('levelMissing'), best: t('levelGood') })}-title`);
  return (
    <main class="rubric-page">
      <div class="rubric-head">
        <h1>{t('title')}</h1>
        <p class="hint">{t('lead')}</p>
      </div>
      <Templates />
      <Faults />
      <ol class="criteria">
        {criteria.map((criterion, index) => (
          <CriterionCard key={criterion.id} criterion={criterion} place={index + 1} count={criteria.length} />
        ))}
      </ol>
      <button type="button" class="button" id={ADD_CRITERION} onClick={add}>
        {t('addCriterion')}
      </button>
      <WholeFields />
      <Foot onDone={() => (isFinished.value = true)} />
    </main>
  );
}

/** What the rubric adds up to, and the way out; stays in sight. */
function Foot({ onDone }: { readonly onDone: () => void }) {
  const staff = useStaff();
  const editing = useEditing();
  const { t, number } = staff.texts;
  const isUnderWay = useSignal(false);
  const fault = useSignal('');
  const hasButton = staff.page.presets['showDoneButton'] !== false;
  // A host with a button of its own takes the rubric as it stands, whenever it is whole.
  useEffect(() => {
    if (hasButton || !editing.isChanged.value || editing.faults.value.length > 0) return;
    staff.became('started', { rubric: rubricOf(editing.draft.value) });
  }, [editing.draft.value]);
  const finish = async () => {
    if (isUnderWay.peek()) return;
    editing.showsFaults.value = true;
    if (editing.faults.peek().length > 0) {
      focusSoon('faults');
      return;
    }
    isUnderWay.value = true;
    fault.value = '';
    editing.isChanged.value = false;
    const reply = await staff.done({ rubric: rubricOf(editing.draft.peek()) }, window);
    isUnderWay.value = false;
    if (reply.ok) onDone();
    else {
      editing.isChanged.value = true;
      fault.value = wordsOf(reply) || t('doneFailed');
    }
  };
  return (
    <div class="foot">
      <p class="total">
        <span>{t('total')}</span>{' '}
        <strong>{t('points', { count: editing.sum.value, points: number(editing.sum.value) })}</strong>
      </p>
      <p class="fault" role="alert">
        {fault.value}
      </p>
      {hasButton && (
        <button type="button" class="button primary" aria-disabled={isUnderWay.value} onClick={() => void finish()}>
          {t('done')}
        </button>
      )}
    </div>
  );
}
