/**
 * A worker thread with one bot in it, the other end of `worker-mind`. What a bot does not need is not loaded. An exception
 * that nobody catches, a rejection too, ends the thread, which the other end sees.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Errand } from '../mind-messages.ts';
import { WorkerEnd } from './worker-end.ts';

if (parentPort) await new WorkerEnd(parentPort, workerData as Errand).open();
