package dev.kiln.cli.confine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rights with which the programs of one Kiln run. {@link Privileged} where the supervisor is root: the web-facing
 * programs and Redis then get a user each, no capability, and a view of the file system in which only their own things
 * are. {@link Plain} where it is not: there is nothing to take away, and they run as the user.
 */
public sealed interface Confinement permits Confinement.Privileged, Confinement.Plain {
    /**
     * The place of a program that needs no privileges.
     *
     * @param uid the user that it is to be, where there is a choice
     */
    Place place(int uid);

    /** The place of a program that needs what the supervisor has, no more and no less. */
    default Place placeOfSupervisor() {
        return new PlainPlace(List.of());
    }

    /**
     * What fits this process.
     *
     * @param base an empty folder of root's, the place of confined views; it is used only as root
     */
    static Confinement ofThisProcess(Path base) {
        return isRoot() ? new Privileged(base) : new Plain();
    }

    /** Whether this process is root. */
    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"))
                || ProcessHandle.current().info().user().equals(Optional.of("root"));
    }

    /**
     * Started by root.
     *
     * @param base an empty folder
     */
    record Privileged(Path base) implements Confinement {
        @Override
        public Place place(int uid) {
            return new ConfinedPlace(base, uid);
        }
    }

    /** Started by anyone else. */
    record Plain() implements Confinement {
        @Override
        public Place place(int uid) {
            return new PlainPlace(List.of("--no-new-privs"));
        }
    }
}
