// What both wallets send: nothing, in two transactions, for the message doesn't fit in one.
export const SEED = 'SEED'.padEnd(81, '9');
export const DEPTH = 3;
export const MIN_WEIGHT = 9;
const FRAGMENT = 2187;

export const transfer = tag => ({
  address: 'WALLETTEST'.padEnd(81, '9'),
  value: 0,
  tag: tag.padEnd(27, '9'),
  message: 'A'.repeat(FRAGMENT + 1),
});

export function expect(what, actual, expected) {
  const [a, e] = [actual, expected].map(value => JSON.stringify(value));
  if (a !== e) throw new Error(`${what}: ${a} (expected: ${e})`);
  console.log(`${what}: ok`);
}

export async function refused(what, request, text) {
  const error = await request.then(
    () => { throw new Error(`${what}: was answered (expected: refused)`); },
    refusal => refusal);
  if (!String(error.message ?? error).includes(text)) {
    throw new Error(`${what}: ${error.message ?? error} (expected: ${text})`);
  }
  console.log(`${what}: ok`);
}
