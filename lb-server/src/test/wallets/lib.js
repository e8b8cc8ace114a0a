// A wallet made with iota.lib.js: node lib.js URL
import { createRequire } from 'node:module';
import { DEPTH, MIN_WEIGHT, SEED, expect, refused, transfer } from './transfer.js';

const IOTA = createRequire(import.meta.url)('iota.lib.js');
const { api } = new IOTA({ provider: process.argv[2] });
const call = (name, ...args) => new Promise((resolve, reject) =>
  api[name](...args, (error, answer) => error ? reject(error) : resolve(answer)));
const wanted = transfer('LIB');

expect('getNodeInfo', (await call('getNodeInfo')).appVersion, '1.8.6');
expect('getBalances', (await call('getBalances', [wanted.address], 100)).balances, ['0']);

const sent = await call('sendTransfer', SEED, DEPTH, MIN_WEIGHT, [wanted]);
expect('sendTransfer', sent.map(transaction => transaction.currentIndex).sort(), [0, 1]);

const found = await call('findTransactionObjects', { bundles: [sent[0].bundle] });
expect('findTransactionObjects', found.map(one => one.hash).sort(), sent.map(one => one.hash).sort());
const tail = sent.find(transaction => transaction.currentIndex === 0);
expect('getBundle', (await call('getBundle', tail.hash)).length, 2);
await refused('getNeighbors', call('getNeighbors'), 'COMMAND getNeighbors is not available on this node');
