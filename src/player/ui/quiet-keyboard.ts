/**
 * Stands where MathLive would put its own virtual keyboard, which is not used here. In a frame MathLive would look for
 * that keyboard in the page around it, and post it messages with an origin that is not its own: only the page's own
 * messages go to the host. Must run before MathLive does.
 */
class QuietKeyboard extends EventTarget {
  readonly visible = false;
  readonly isShifted = false;
  readonly boundingRect = { x: 0, y: 0, width: 0, height: 0 };
  connect(): void {}
  disconnect(): void {}
  update(): void {}
  show(): void {}
  hide(): void {}
  executeCommand(): boolean {
    return false;
  }
}

if (!('mathVirtualKeyboard' in window)) {
  Object.defineProperty(window, 'mathVirtualKeyboard', { value: new QuietKeyboard() });
}
