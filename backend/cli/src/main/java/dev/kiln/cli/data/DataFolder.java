package dev.kiln.cli.data;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Everything that one Kiln keeps on this machine.
 *
 * <pre>
 * version          the layout's version
 * api-key  operator-key  control-key  admin-password  redis-password
 * redis/  control/  ...   what each process keeps, owned by the user it runs as
 * objects/         what is too large for Redis, of the execution API and the worker
 * logs/            a log for each process, and kiln.log of a detached supervisor
 * run/             lock, and state.json: what runs now
 * programs/        programs that Kiln brings along
 * </pre>
 */
public final class DataFolder {
    /** The layout that this Kiln writes. */
    static final int VERSION = 1;

    /** {@code rwx------}, and the bit {@code S_ISGID} of stat(2). */
    private static final int OWNER_ALONE_AND_ITS_GROUP_GIVEN = 02700;

    /** What brings a folder from the version of its index to the next. */
    private static final List<Upgrade> UPGRADES = List.of(DataFolder::layOut);

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /** The folder at this place, without a look at it. */
    public static DataFolder at(Path root) {
        return new DataFolder(root.toAbsolutePath().normalize());
    }

    /**
     * Makes the folder ready: creates it, or brings that of an earlier Kiln to this version. Call it with the
     * {@link DataLock} held.
     *
     * @throws CommandFailure if it cannot be written, or was made by a newer Kiln
     */
    public void prepare() {
        int version = version();
        if (version > VERSION) {
            throw new CommandFailure(
                    root + " was made by a newer Kiln (layout " + version + ", this one knows up to " + VERSION + ")",
                    "update Kiln, or choose another folder by --data or KILN_DATA");
        }
        for (int from = version; from < VERSION; from++) {
            UPGRADES.get(from).apply(this);
            writeVersion(from + 1);
        }
    }

    /** Creates and prepares a folder that nobody else can know of, and so needs no lock. */
    public void makeReady() {
        create();
        prepare();
    }

    /** Creates the folder itself if it is not there. */
    void create() {
        try {
            createPrivate(root);
            createPrivate(run());
        } catch (IOException e) {
            throw unusable(root, e);
        }
        if (!Files.isWritable(root)) {
            throw notWritable(root);
        }
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** The secrets of this folder, made when they are first asked for. */
    public Secrets secrets() {
        return new Secrets(root);
    }

    /** Where the logs lie. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Where programs lie that Kiln brings along. */
    public Path programs() {
        return root.resolve("programs");
    }

    /** What runs now. */
    public Path run() {
        return root.resolve("run");
    }

    /** The folder in which a process keeps its data; it is made if it is not there. */
    public Path of(String process) {
        Path folder = root.resolve(process);
        try {
            createPrivate(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return folder;
    }

    /**
     * The folder of objects, which the execution API owns and the worker, as root, writes into too. It gives its group to
     * what is made in it, so that the API can read what the worker wrote.
     */
    public Path objects() {
        Path folder = of("objects");
        try {
            Files.setAttribute(folder, "unix:mode", OWNER_ALONE_AND_ITS_GROUP_GIVEN);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return folder;
    }

    /** That a file or folder in here cannot be used, told so that it can be mended. */
    static CommandFailure unusable(Path path, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return notWritable(path);
        }
        String reason = cause instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : cause.getClass().getSimpleName();
        return new CommandFailure(
                "the data folder cannot be used: " + path + ": " + reason,
                "mend that, or choose another folder by --data or KILN_DATA",
                cause);
    }

    private static CommandFailure notWritable(Path path) {
        return new CommandFailure(
                "the data folder is not writable: " + path,
                "give it to " + System.getProperty("user.name") + ", or choose another folder by --data or KILN_DATA");
    }

    private int version() {
        Path file = root.resolve("version");
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            throw new CommandFailure(file + " does not hold a version", "choose another folder by --data", e);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private void writeVersion(int version) {
        Path fresh = root.resolve(".version");
        try {
            Files.writeString(fresh, version + "\n");
            Files.move(fresh, root.resolve("version"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(fresh, e);
        }
    }

    private void layOut() {
        of("logs");
        of("programs");
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private interface Upgrade {
        void apply(DataFolder folder);
    }
}
