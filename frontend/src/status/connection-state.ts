/** The part of Vaadin's store of the connection that is used here. */
type ConnectionStateStore = {
  readonly state: string;
  addStateChangeListener(listener: ConnectionListener): void;
  removeStateChangeListener(listener: ConnectionListener): void;
};

type ConnectionListener = (before: string, now: string) => void;

/**
 * Tells whether the server is reached, now and whenever that changes: by Vaadin's own knowledge where the page has it, and
 * by the browser's otherwise. Returns what ends the watch.
 */
export function watchConnection(tell: (connected: boolean) => void): () => void {
  const store = (window as { Vaadin?: { connectionState?: ConnectionStateStore } }).Vaadin?.connectionState;
  return store === undefined ? watchBrowser(tell) : watchStore(store, tell);
}

function watchStore(store: ConnectionStateStore, tell: (connected: boolean) => void): () => void {
  const listener: ConnectionListener = (_before, now) => tell(reaches(now));
  store.addStateChangeListener(listener);
  tell(reaches(store.state));
  return () => store.removeStateChangeListener(listener);
}

function reaches(state: string): boolean {
  return state === 'connected' || state === 'loading';
}

function watchBrowser(tell: (connected: boolean) => void): () => void {
  const listener = (): void => tell(navigator.onLine);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  listener();
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
