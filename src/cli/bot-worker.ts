/**
 * A worker thread with one bot in it, the other end of `worker-mind`. What a bot does not need is not loaded. An exception
 * that nobody catches, a rejection too, ends the thread, which the other end sees.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Errand } from '../bots/worker/mind-messages.ts';
import { WorkerEnd } from '../bots/worker/worker-end.ts';
import { residentBot } from '../residents/residents.ts';
import type { ResidentSettings } from '../residents/settings.ts';

if (parentPort) {
  // They were written by `open-residents`, in the same program.
  const resident = (name: string, settings: unknown) => residentBot(name, settings as ResidentSettings);
  await new WorkerEnd(parentPort, workerData as Errand, resident).open();
}
