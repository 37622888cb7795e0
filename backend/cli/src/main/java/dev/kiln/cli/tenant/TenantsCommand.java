package dev.kiln.cli.tenant;

import dev.kiln.cli.operator.Answer;
import dev.kiln.cli.operator.ControlOption;
import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.Subcommand;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
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

/** {@code kiln tenants}. */
@Command(
        name = "tenants",
        description = "Tenants of the running Kiln: who may submit, and what they may have of the queue.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TenantsCommand.ListAll.class,
            TenantsCommand.Show.class,
            TenantsCommand.Create.class,
            TenantsCommand.Rename.class,
            TenantsCommand.Suspend.class,
            TenantsCommand.Resume.class,
            TenantsCommand.ShowQuota.class
        })
public final class TenantsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Subcommand.missing(spec);
    }

    private static List<String> lines(JsonNode tenant) {
        JsonNode own = tenant.required("quota");
        return List.of(
                tenant.required("id").asString() + "   "
                        + tenant.required("name").asString() + "   "
                        + tenant.required("state").asString(),
                "  " + QuotaOptions.spoken(tenant.required("effectiveQuota")) + (own.isNull() ? "   (default)" : ""));
    }

    private static ObjectNode with(String field, String value) {
        return OperatorCalls.object().put(field, value);
    }

    /** {@code kiln tenants list}. */
    @Command(name = "list", description = "All of them, in the order of their ids.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Override
        public Integer call() {
            ObjectNode all = OperatorCalls.object();
            ArrayNode tenants = all.putArray("tenants");
            try (OperatorCalls plane = control.connect()) {
                plane.forEach("/tenants", "tenants", tenants::add);
            }
            new Answer(control.isJson()).tell(all, ListAll::table);
            return 0;
        }

        private static List<String> table(JsonNode all) {
            Table table = new Table("ID", "STATE", "WEIGHT", "WAITING", "RUNNING", "QUOTA", "NAME");
            for (JsonNode tenant : all.required("tenants")) {
                JsonNode quota = tenant.required("effectiveQuota");
                table.row(
                        tenant.required("id").asString(),
                        tenant.required("state").asString(),
                        quota.required("weight").asString(),
                        quota.required("waiting").asString(),
                        quota.required("running").asString(),
                        tenant.required("quota").isNull() ? "default" : "own",
                        tenant.required("name").asString());
            }
            return table.lines();
        }
    }

    /** {@code kiln tenants show}. */
    @Command(name = "show", description = "One of them.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Override
        public Integer call() {
            try (OperatorCalls plane = control.connect()) {
                new Answer(control.isJson()).tell(plane.get(tenant.path()), TenantsCommand::lines);
            }
            return 0;
        }
    }

    /** {@code kiln tenants create}. */
    @Command(
            name = "create",
            description = "Makes one; what is not given is as the default has it.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Mixin
        private final QuotaOptions quota = new QuotaOptions();

        @Option(names = "--name", description = "For people; its id if it is left out.")
        private @Nullable String name;

        @Override
        public Integer call() {
            ObjectNode body = with("id", tenant.id()).put("name", name == null ? tenant.id() : name);
            if (!quota.isEmpty()) {
                body.set("quota", quota.toJson());
            }
            Answer answer = new Answer(control.isJson());
            try (OperatorCalls plane = control.connect()) {
                answer.tell(plane.send("POST", "/tenants", body), TenantsCommand::lines);
            }
            answer.remark("It has no key yet: ./kiln keys create --tenant " + tenant.id() + " NAME");
            return 0;
        }
    }

    /** {@code kiln tenants rename}. */
    @Command(name = "rename", description = "Gives one another name; its id stays.", mixinStandardHelpOptions = true)
    static final class Rename implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Parameters(index = "1", description = "For people, 1 to 100 characters.")
        private String name = "";

        @Override
        public Integer call() {
            return change(control, tenant, with("name", name));
        }
    }

    /** {@code kiln tenants suspend}. */
    @Command(
            name = "suspend",
            description = "Accepts nothing more of one and begins nothing that waits; results can still be read.",
            mixinStandardHelpOptions = true)
    static final class Suspend implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Override
        public Integer call() {
            return change(control, tenant, with("state", "suspended"));
        }
    }

    /** {@code kiln tenants resume}. */
    @Command(name = "resume", description = "Lets a suspended one go on.", mixinStandardHelpOptions = true)
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Override
        public Integer call() {
            return change(control, tenant, with("state", "active"));
        }
    }

    /** {@code kiln tenants quota}. */
    @Command(
            name = "quota",
            description = "Shows what one may have, or changes what is given of it.",
            mixinStandardHelpOptions = true)
    static final class ShowQuota implements Callable<Integer> {
        @Mixin
        private final ControlOption control = new ControlOption();

        @Mixin
        private final TenantArgument tenant = new TenantArgument();

        @Mixin
        private final QuotaOptions quota = new QuotaOptions();

        @Option(names = "--default", description = "Let it go by the default again.")
        private boolean standard;

        @Override
        public Integer call() {
            if (standard && !quota.isEmpty()) {
                throw new CommandFailure("--default goes with no other number", "leave one of them out");
            }
            if (standard || !quota.isEmpty()) {
                ObjectNode body = OperatorCalls.object();
                body.set("quota", standard ? body.nullNode() : quota.toJson());
                return change(control, tenant, body);
            }
            try (OperatorCalls plane = control.connect()) {
                new Answer(control.isJson()).tell(plane.get(tenant.path()), TenantsCommand::lines);
            }
            return 0;
        }
    }

    private static int change(ControlOption control, TenantArgument tenant, ObjectNode body) {
        try (OperatorCalls plane = control.connect()) {
            new Answer(control.isJson()).tell(plane.send("PATCH", tenant.path(), body), TenantsCommand::lines);
        }
        return 0;
    }
}
