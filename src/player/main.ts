import './old-browsers';
import './styles/player.css';
import { boot } from './boot';

boot(document, window);
