// A wallet made with @iota/core: node core.js URL
import { createRequire } from 'node:module';
import { DEPTH, MIN_WEIGHT, SEED, expect, refused, transfer } from './transfer.js';

const { composeAPI } = createRequire(import.meta.url)('@iota/core');
const iota = composeAPI({ provider: process.argv[2] });
const wanted = transfer('CORE');

expect('getNodeInfo', (await iota.getNodeInfo()).appVersion, '1.8.6');
expect('getBalances', (await iota.getBalances([wanted.address], 100)).balances, [0]);

const trytes = await iota.prepareTransfers(SEED, [wanted]);
const sent = await iota.sendTrytes(trytes, DEPTH, MIN_WEIGHT);
expect('sendTrytes', sent.map(transaction => transaction.currentIndex), [0, 1]);

const found = await iota.findTransactionObjects({ bundles: [sent[0].bundle] });
expect('findTransactionObjects', found.map(one => one.hash).sort(), sent.map(one => one.hash).sort());
const bundle = await iota.getBundle(sent[0].hash);
expect('getBundle', bundle.map(one => one.signatureMessageFragment.replace(/9+$/, '').length), [2187, 1]);
expect('getInclusionStates', await iota.getInclusionStates([sent[0].hash], []), [false]);
expect('checkConsistency', await iota.checkConsistency([sent[0].hash]), true);
// of a refusal it shows no more than the reason phrase
await refused('getNeighbors', iota.getNeighbors(), 'Unauthorized');
