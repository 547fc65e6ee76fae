import { createClient } from '../../shared/contract/createClient.ts';
import { chooseTransport } from '../backend/chooseTransport.ts';
import { findDesktopShell } from '../backend/desktopShell.ts';
import { mountApp } from './mountApp.tsx';

const transport = await chooseTransport();
mountApp({ client: createClient(transport), shell: findDesktopShell() });
