import { registerLayerprintInNode } from '@layerprint/backend/node';

// Thousands of tiny calls: threads change no bit of them, and beside other tests they wait for each other.
registerLayerprintInNode({ threads: 1 });
