package org.irilb.health.active;

/**
 * Where a node stands between down and up. A result gives the next track; nothing is changed in place. HAProxy manual,
 * chapter 5.2, "rise" and "fall".
 *
 * @param health from 0 (down) to {@code rise + fall - 1} (up without a doubt); up from {@code rise} on
 * @param rise results in a row that have to pass to bring it up, 1 or more
 * @param fall results in a row that have to fail to take it down, 1 or more
 */
record Track(int health, int rise, int fall) {

    /** At the edge: up, but the first failure takes it down, and the first success leaves no doubt. */
    static Track atTheEdge(int rise, int fall) {
        return new Track(rise, rise, fall);
    }

    boolean isUp() {
        return health >= rise;
    }

    /** Whether the last results all said the same. */
    boolean isSettled() {
        return health == 0 || health == rise + fall - 1;
    }

    Track next(boolean passed) {
        return new Track(passed ? better() : worse(), rise, fall);
    }

    private int better() {
        return health + 1 >= rise ? rise + fall - 1 : health + 1;
    }

    private int worse() {
        return health > rise ? health - 1 : 0;
    }
}
