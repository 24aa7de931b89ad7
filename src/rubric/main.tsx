import './styles/rubric.css';
import { bootStaff } from '../staff/boot';
import { Languages, StaffShell } from '../staff/ui/StaffShell';

bootStaff(document, window, (staff) => {
  void staff.open();
  return (
    <StaffShell staff={staff}>
      <main class="sheet alone">
        <h1>{staff.texts.t('title')}</h1>
      </main>
      <Languages />
    </StaffShell>
  );
});
