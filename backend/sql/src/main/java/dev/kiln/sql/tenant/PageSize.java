package dev.kiln.sql.tenant;

/** The bound on what one page of a list may hold. */
final class PageSize {
    private static final int MAX = 1_000;

    private PageSize() {}

    static int checked(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("a page has 1 to " + MAX + " rows");
        }
        return limit;
    }
}
