package org.irilb.server.admin.stat;

/** The words for a field's three letters (HAProxy management guide, chapter 9.2). */
final class Tags {

    private Tags() {}

    static String origin(String tags) {
        return switch (tags.charAt(0)) {
            case 'M' -> "Metric";
            case 'S' -> "Status";
            case 'K' -> "Key";
            case 'C' -> "Config";
            case 'P' -> "Product";
            default -> throw new IllegalArgumentException("tags: '" + tags + "' (expected: M, S, K, C or P first)");
        };
    }

    static String nature(String tags) {
        return switch (tags.charAt(1)) {
            case 'A' -> "Age";
            case 'a' -> "Avg";
            case 'C' -> "Counter";
            case 'D' -> "Duration";
            case 'G' -> "Gauge";
            case 'L' -> "Limit";
            case 'M' -> "Max";
            case 'N' -> "Name";
            case 'O' -> "Output";
            case 'R' -> "Rate";
            default ->
                throw new IllegalArgumentException(
                        "tags: '" + tags + "' (expected: A, a, C, D, G, L, M, N, O or R second)");
        };
    }

    static String scope(String tags) {
        return switch (tags.charAt(2)) {
            case 'P' -> "Process";
            case 'S' -> "Service";
            default -> throw new IllegalArgumentException("tags: '" + tags + "' (expected: P or S third)");
        };
    }
}
