/** Puts text on the clipboard, at a key press or click, and beside it the same as HTML. False where the system refused. */
export function copyText(text: string, html?: string): boolean {
  let taken = false;
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
    event.preventDefault();
    taken = true;
  };
  document.addEventListener('copy', take);
  // the newer clipboard interface asks for a permission, and the window is granted none
  const done = document.execCommand('copy');
  document.removeEventListener('copy', take);
  return done && taken;
}
