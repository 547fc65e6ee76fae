import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page both hosts serve: relative addresses, no inline script, nothing fetched from elsewhere. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../build/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
});
