/** Why nothing can be recorded here. */
export type Obstacle = 'policy' | 'denied' | 'deniedInFrame' | 'missing' | 'unsupported' | 'failed';

interface Policy {
  allowsFeature(name: string): boolean;
}

const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** What is known before the student is asked; null when it may work. */
export function obstacleHere(): Obstacle | null {
  if (isAllowedByHost() === false) return 'policy';
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return typeof devices?.getUserMedia === 'function' && typeof MediaRecorder === 'function' ? null : 'unsupported';
}

/** What a refusal of `getUserMedia` means for the student. */
export function obstacleOf(fault: unknown): Obstacle {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    const isAllowed = isAllowedByHost();
    if (isAllowed === false) return 'policy';
    // Firefox and Safari do not tell whose refusal it is.
    return isAllowed === null && window.parent !== window ? 'deniedInFrame' : 'denied';
  }
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

/** The first kind of sound that this browser records. */
export function recordedKind(): string {
  return KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? '';
}

/** A file name that fits the kind of sound. */
export function nameFor(kind: string): string {
  const ending = /mp4/.test(kind) ? 'm4a' : /ogg/.test(kind) ? 'ogg' : 'webm';
  return `recording.${ending}`;
}

/** False where the page around the frame gives it no microphone; null where the browser does not tell. */
function isAllowedByHost(): boolean | null {
  const { permissionsPolicy, featurePolicy } = document as { permissionsPolicy?: Policy; featurePolicy?: Policy };
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature('microphone') ?? null;
}
