import './styles/results.css';
import { bootStaff } from '../staff/boot';
import { Results } from './results';
import { ResultsApp } from './ui/ResultsApp';

bootStaff(document, window, (staff) => {
  const results = new Results(staff);
  void results.begin();
  return <ResultsApp results={results} />;
});
