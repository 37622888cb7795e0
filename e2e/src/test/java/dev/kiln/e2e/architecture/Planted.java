package dev.kiln.e2e.architecture;

import dev.kiln.api.planted.ApiThatKnowsControl;
import dev.kiln.aws.planted.AwsThatKnowsRedis;
import dev.kiln.cli.planted.CliThatKnowsApi;
import dev.kiln.cli.planted.CliWithSpring;
import dev.kiln.client.planted.ClientThatKnowsTheCore;
import dev.kiln.control.planted.ControlThatKnowsApi;
import dev.kiln.files.planted.FilesThatKnowRedis;
import dev.kiln.planted.CoreWithSpring;
import dev.kiln.redis.planted.RedisThatKnowsSql;
import dev.kiln.sql.planted.SqlThatKnowsRedis;
import dev.kiln.ui.planted.UiThatKnowsRedis;
import dev.kiln.ui.planted.UiWithSql;
import dev.kiln.worker.planted.WorkerThatKnowsApi;
import dev.kiln.worker.planted.WorkerThatKnowsTheTestkit;

/** For each arrow a class that breaks it, in the package of the module that must not. */
final class Planted {
    private Planted() {}

    static Class<?> violation(Arrows arrow) {
        return switch (arrow) {
            case CORE_DEPENDS_ON_HARDLY_ANYTHING -> CoreWithSpring.class;
            case CLIENT_DEPENDS_ON_HARDLY_ANYTHING -> ClientThatKnowsTheCore.class;
            case REDIS_KNOWS_ONLY_THE_CORE -> RedisThatKnowsSql.class;
            case SQL_KNOWS_ONLY_THE_CORE -> SqlThatKnowsRedis.class;
            case FILES_KNOWS_ONLY_THE_CORE -> FilesThatKnowRedis.class;
            case AWS_KNOWS_ONLY_THE_CORE -> AwsThatKnowsRedis.class;
            case UI_KNOWS_ONLY_CORE_AND_CLIENT -> UiThatKnowsRedis.class;
            case UI_READS_NO_DATABASE -> UiWithSql.class;
            case CLI_KNOWS_ONLY_CORE_AND_CLIENT -> CliThatKnowsApi.class;
            case CLI_HAS_NO_FRAMEWORK -> CliWithSpring.class;
            case API_KNOWS_CORE_AND_ADAPTERS -> ApiThatKnowsControl.class;
            case WORKER_KNOWS_CORE_AND_ADAPTERS -> WorkerThatKnowsApi.class;
            case CONTROL_KNOWS_NO_APPLICATION -> ControlThatKnowsApi.class;
            case NOTHING_THAT_RUNS_KNOWS_THE_TESTKIT -> WorkerThatKnowsTheTestkit.class;
        };
    }
}
