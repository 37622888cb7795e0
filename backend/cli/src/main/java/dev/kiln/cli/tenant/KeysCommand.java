package dev.kiln.cli.tenant;

import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.ControlOption;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.Subcommand;
import dev.kiln.cli.operator.TimeText;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Table;
import dev.kiln.tenant.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code kiln keys}. */
@Command(
        name = "keys",
        description = "API keys of a tenant of the running Kiln.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCommand.ListAll.class, KeysCommand.Create.class, KeysCommand.Revoke.class})
public final class KeysCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Subcommand.missing(spec);
    }

    private static String scopes(JsonNode key) {
        return key.required("scopes").valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
    }

    /** Whose keys a command is about. */
    static final class TenantOption {
        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "Whose keys (${DEFAULT-VALUE}).",
                defaultValue = "default")
        private String id = "default";

        String path() {
            return TenantArgument.path(id) + "/keys";
        }
    }

    /** {@code kiln keys list}. */
    @Command(name = "list", description = "Those that hold, the newest first.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantOption tenant = new TenantOption();

        @Option(names = "--all", description = "The revoked and the expired ones too.")
        private boolean all;

        @Override
        public Integer call() {
            ObjectNode answer = OperatorCalls.object();
            ArrayNode keys = answer.putArray("keys");
            Instant now = Instant.now();
            try (OperatorCalls plane = control.connect()) {
                plane.forEach(tenant.path(), "keys", key -> {
                    if (all || "holds".equals(state(key, now))) {
                        keys.add(key);
                    }
                });
            }
            new Answer(control.isJson()).tell(answer, listed -> table(listed, now));
            return 0;
        }

        private static List<String> table(JsonNode answer, Instant now) {
            Table table = new Table("ID", "STATE", "SCOPES", "CREATED", "EXPIRES", "LAST USED", "NAME");
            for (JsonNode key : answer.required("keys")) {
                table.row(
                        key.required("id").asString(),
                        state(key, now),
                        scopes(key),
                        time(key, "createdAt"),
                        time(key, "expiresAt"),
                        time(key, "lastUsedAt"),
                        key.required("name").asString());
            }
            return table.lines();
        }

        private static String state(JsonNode key, Instant now) {
            if (!key.required("revokedAt").isNull()) {
                return "revoked";
            }
            JsonNode end = key.required("expiresAt");
            boolean over = !end.isNull() && !Instant.parse(end.stringValue()).isAfter(now);
            return over ? "expired" : "holds";
        }

        /** To the minute. */
        private static String time(JsonNode key, String field) {
            JsonNode time = key.required(field);
            return time.isNull() ? "-" : time.asString().substring(0, 16).replace('T', ' ');
        }
    }

    /** {@code kiln keys create}. */
    @Command(
            name = "create",
            description = "Makes one, and writes its secret: once, and nothing else to standard output.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantOption tenant = new TenantOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "What it is for, 1 to 100 characters.")
        private String name = "";

        @Option(
                names = "--scopes",
                paramLabel = "SCOPE",
                split = ",",
                description = "Some of execute, read, admin, operator, act-as (${DEFAULT-VALUE}).",
                defaultValue = "execute,read")
        private List<String> scopes = List.of();

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "When it ends: in 90d, 12h …, or at an RFC 3339 time.")
        private @Nullable String expires;

        @Override
        public Integer call() {
            ObjectNode body = OperatorCalls.object().put("name", name);
            ArrayNode words = body.putArray("scopes");
            scopes.forEach(words::add);
            if (expires != null) {
                body.put("expiresAt", TimeText.ahead(expires).toString());
            }
            Answer answer = new Answer(control.isJson());
            try (OperatorCalls plane = control.connect()) {
                OperatorCalls.Changed made = plane.send("POST", tenant.path(), body);
                JsonNode key = made.body().required("key");
                answer.remark("Key " + key.required("id").asString() + " of tenant "
                        + key.required("tenant").asString() + ", " + scopes(key)
                        + ". Its secret is shown once and kept nowhere:");
                answer.tell(made, created -> List.of(created.required("secret").asString()));
            }
            return 0;
        }
    }

    /** {@code kiln keys revoke}. */
    @Command(
            name = "revoke",
            description = "Takes one away for good; the execution API refuses it within five seconds.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantOption tenant = new TenantOption();

        @Parameters(index = "0", paramLabel = "ID", description = "Its id, as ./kiln keys list shows it.")
        private String id = "";

        @Override
        public Integer call() {
            if (!KeyId.isValid(id)) {
                throw new CommandFailure("'" + shortened(id) + "' is no key's id", "./kiln keys list shows the ids");
            }
            try (OperatorCalls plane = control.connect()) {
                new Answer(control.isJson())
                        .tell(
                                plane.send("DELETE", tenant.path() + "/" + id, null),
                                key -> List.of("Revoked: " + key.required("id").asString() + "   "
                                        + key.required("name").asString()));
            }
            return 0;
        }

        /** Somebody may give the secret where the id is asked for: it is not repeated. */
        private static String shortened(String text) {
            return text.length() <= 20 ? text : text.substring(0, 5) + "…";
        }
    }
}
