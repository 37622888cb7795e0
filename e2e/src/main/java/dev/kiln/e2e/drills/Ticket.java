package dev.kiln.e2e.drills;

import java.util.Locale;

/**
 * One execution that the load asks for, known by what it prints.
 *
 * @param tenant whose it is
 * @param number unique within the tenant
 */
record Ticket(String tenant, int number) {
    private static final int LONG_OUTPUT = 4_000;
    private static final int LONG = 1_000_000;
    private static final int LONG_MILLIS = 5_000;

    /** One that takes longer than any worker's grace. */
    static Ticket longOne(String tenant, int number) {
        return new Ticket(tenant, LONG + number);
    }

    /** What it prints, and nothing else. */
    String output() {
        String line = tenant + "/" + number + "\n";
        return printsMuch() ? line + "x".repeat(LONG_OUTPUT) + "\n" : line;
    }

    /** The program: some end at once, some take a while, and some print much. */
    String source() {
        String sleep = pauseMillis() == 0
                ? ""
                : String.format(Locale.ROOT, "sleep %d.%03d\n", pauseMillis() / 1_000, pauseMillis() % 1_000);
        String much = printsMuch() ? "printf 'x%.0s' {1.." + LONG_OUTPUT + "}; echo\n" : "";
        return sleep + "echo " + tenant + "/" + number + "\n" + much;
    }

    private boolean printsMuch() {
        return number % 20 == 7;
    }

    private int pauseMillis() {
        if (number >= LONG) {
            return LONG_MILLIS;
        }
        return switch (number % 8) {
            case 1, 4 -> 300;
            case 3 -> 800;
            case 6 -> 1_500;
            default -> 0;
        };
    }
}
