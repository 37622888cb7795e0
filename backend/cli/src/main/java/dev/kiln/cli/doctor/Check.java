package dev.kiln.cli.doctor;

/**
 * What was found of one thing that Kiln needs.
 *
 * @param name of the thing
 * @param fine whether it is as it should be
 * @param needed whether Kiln cannot do without it
 * @param detail what was found, or what is wrong
 * @param mend the command that mends it; empty if nothing is wrong or no command would
 */
public record Check(String name, boolean fine, boolean needed, String detail, String mend) {
    static Check fine(String name, String detail) {
        return new Check(name, true, true, detail, "");
    }

    static Check wrong(String name, String detail, String mend) {
        return new Check(name, false, true, detail, mend);
    }

    /** Wrong, but Kiln can do without. */
    static Check absent(String name, String detail, String mend) {
        return new Check(name, false, false, detail, mend);
    }
}
