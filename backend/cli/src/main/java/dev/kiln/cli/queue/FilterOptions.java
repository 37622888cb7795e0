package dev.kiln.cli.queue;

import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.TimeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which dead letters are meant. */
final class FilterOptions {
    @Option(names = "--tenant", paramLabel = "TENANT", description = "Those of a tenant.")
    private @Nullable String tenant;

    @Option(names = "--language", paramLabel = "ID", description = "Those in a language.")
    private @Nullable String language;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "worker_lost, lease_expired, box_broken, poison, store_unavailable, language_unavailable …")
    private @Nullable String reason;

    @Option(names = "--from", paramLabel = "TIME", description = "Died then or later: 12h ago, or an RFC 3339 time.")
    private @Nullable String from;

    @Option(names = "--before", paramLabel = "TIME", description = "Died before that.")
    private @Nullable String before;

    boolean isEmpty() {
        return tenant == null && language == null && reason == null && from == null && before == null;
    }

    ObjectNode toJson() {
        ObjectNode filter = OperatorCalls.object();
        put(filter, "tenant", tenant);
        put(filter, "language", language);
        put(filter, "reason", reason);
        put(filter, "from", from == null ? null : TimeText.ago(from).toString());
        put(filter, "before", before == null ? null : TimeText.ago(before).toString());
        return filter;
    }

    /** As it stands in an address, after the question mark. */
    String toQuery() {
        return toJson().properties().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(field.getValue().stringValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void put(ObjectNode filter, String field, @Nullable String value) {
        if (value != null) {
            filter.put(field, value);
        }
    }
}
