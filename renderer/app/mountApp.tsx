import './window.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Connection, connectBackend } from '../backend/backend.ts';
import { App } from './App.tsx';

/** Puts the window into the page over a given connection: the real one, or a test's. */
export function mountApp(connection: Connection): void {
  connectBackend(connection);
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
