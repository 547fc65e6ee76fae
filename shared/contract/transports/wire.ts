/** Anything that carries structured-clone messages both ways: a DOM, Electron or Node MessagePort behind an adapter. */
export interface Wire {
  send(message: unknown): void;
  receive(listener: (message: unknown) => void): void;
  /** Called once when the other side is gone. */
  closed(listener: () => void): void;
}

export interface CallMessage {
  readonly id: number;
  readonly method: string;
  readonly request: unknown;
}

export interface CancelMessage {
  readonly id: number;
  readonly cancel: true;
}

export interface ReplyMessage {
  readonly id: number;
  readonly envelope: unknown;
}

export interface EventMessage {
  readonly event: string;
  readonly payload: unknown;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
