/**
 * Makes an alert of the box in which Vaadin 25.2 says that a page has ended: it has no role, so nobody would hear it.
 * Returns what ends the watch.
 */
export function announceSystemErrors(body: HTMLElement): () => void {
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof HTMLElement && node.classList.contains('v-system-error')) {
        node.setAttribute('role', 'alert');
      }
    }
  });
  observer.observe(body, { childList: true });
  return () => observer.disconnect();
}
