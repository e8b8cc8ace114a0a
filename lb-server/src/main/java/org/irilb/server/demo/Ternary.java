package org.irilb.server.demo;

/** Trytes and their digits: a tryte is three digits of -1, 0 and 1, the lowest first. Stateless; any thread. */
final class Ternary {

    private static final String ALPHABET = "9ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Ternary() {}

    static boolean isTrytes(String text) {
        return text.chars().allMatch(c -> c == '9' || c >= 'A' && c <= 'Z');
    }

    static byte[] trits(String trytes) {
        byte[] trits = new byte[3 * trytes.length()];
        for (int i = 0; i < trytes.length(); i++) {
            int digits = (ALPHABET.indexOf(trytes.charAt(i)) + 13) % 27; // the value plus 13, which is 1 + 3 + 9
            trits[3 * i] = (byte) (digits % 3 - 1);
            trits[3 * i + 1] = (byte) (digits / 3 % 3 - 1);
            trits[3 * i + 2] = (byte) (digits / 9 - 1);
        }
        return trits;
    }

    /** @param trits their number a multiple of three */
    static String trytes(byte[] trits) {
        StringBuilder trytes = new StringBuilder(trits.length / 3);
        for (int i = 0; i < trits.length; i += 3) {
            int value = trits[i] + 3 * trits[i + 1] + 9 * trits[i + 2];
            trytes.append(ALPHABET.charAt((value + 27) % 27));
        }
        return trytes.toString();
    }

    /** {@code value} in {@code length} trytes. */
    static String trytes(long value, int length) {
        StringBuilder trytes = new StringBuilder(length);
        long rest = value;
        for (int i = 0; i < length; i++) {
            int digit = Math.floorMod(rest, 27);
            trytes.append(ALPHABET.charAt(digit));
            rest = Math.floorDiv(rest, 27) + (digit > 13 ? 1 : 0);
        }
        return trytes.toString();
    }

    /** Whether the number is below zero: its highest tryte that isn't zero tells. */
    static boolean isNegative(String number) {
        for (int i = number.length() - 1; i >= 0; i--) {
            if (number.charAt(i) != '9') {
                return number.charAt(i) >= 'N';
            }
        }
        return false;
    }
}
