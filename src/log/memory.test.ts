import { logContract } from '../../test/kits/log-kit.ts';
import { memoryStore } from './memory.ts';

logContract('memory', () => ({ open: async () => memoryStore(), clear: () => undefined }), {
  durable: false,
});
