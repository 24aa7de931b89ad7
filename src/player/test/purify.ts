/** In the place of DOMPurify: leaves HTML as it is. */
const purifier = () => purifier;
purifier.isSupported = true;
purifier.setConfig = () => undefined;
purifier.addHook = () => undefined;
purifier.sanitize = (html: string): string => html;
export default purifier;
