import './old-browsers';
import './styles/player.css';
import { run } from './run';

run(document, window);
