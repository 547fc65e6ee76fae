import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface DialogBoxProps {
  readonly label: string;
  readonly width: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly placement?: 'top' | 'center';
}

/**
 * A modal on the browser's own <dialog>: focus stays inside, Escape closes, and no style tag is injected
 * (antd's Modal locks scrolling with a style that carries no nonce, which the policy forbids).
 */
export function DialogBox({ label, width, onClose, children, placement = 'center' }: DialogBoxProps) {
  const box = useRef<HTMLDialogElement>(null);
  // closed while it is still there: the browser then gives the focus back to where it was
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does by key what a click on the backdrop does
    <dialog
      ref={box}
      className={`dialog dialog-${placement}`}
      aria-label={label}
      style={{ width }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
