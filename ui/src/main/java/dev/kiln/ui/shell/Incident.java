package dev.kiln.ui.shell;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that broke on our side, with an id that the person can quote and the log carries. */
public final class Incident {
    private static final Logger LOG = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    /**
     * Writes the cause to the log.
     *
     * @param what what could not be done, constant words
     * @return the id to quote
     */
    public static String report(String what, Throwable cause) {
        byte[] random = new byte[5];
        ThreadLocalRandom.current().nextBytes(random);
        String id = "i-" + HexFormat.of().formatHex(random);
        LOG.atError().setCause(cause).addKeyValue("incidentId", id).log("incident {}: {}", id, what);
        return id;
    }
}
