package dev.kiln.control.tenant;

import dev.kiln.control.ControlProperties;
import dev.kiln.control.SecretFile;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.TenantDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires tenants and keys. */
@Configuration(proxyBeanMethods = false)
class TenantConfiguration {
    /** After the controllers' addresses, and before the pages take whatever is left. */
    private static final int AFTER_CONTROLLERS = 1;

    /** The key by which the control plane calls the execution API. */
    @Bean
    KeySecret controlKey(ControlProperties properties) {
        Path file = properties.controlKey().orElseGet(() -> {
            Path own = Path.of(properties.data()).resolve("control-key");
            SecretFile.ensure(own, () -> KeySecret.create().reveal());
            return own;
        });
        return StartingKeys.read("KILN_CONTROL_KEY_FILE", file);
    }

    @Bean
    SmartInitializingSingleton startingKeys(
            ApiKeys keys, TenantDirectory tenants, KeySecret controlKey, ControlProperties properties) {
        return () -> {
            var starting = new StartingKeys(keys, tenants);
            starting.ensure(controlKey);
            properties.bootstrapKey().ifPresent(starting::ensureBootstrap);
            properties.operatorKey().ifPresent(starting::ensureOperator);
        };
    }

    @Bean
    KeyProjection keyProjection(ApiKeys keys, KeyIndex index, Clock clock) {
        return new KeyProjection(keys, index, clock);
    }

    @Bean
    QuotaProjection quotaProjection(TenantDirectory tenants, Quotas quotas, QueuePolicy policy) {
        return new QuotaProjection(tenants, quotas, policy.quota());
    }

    /** Starts when everything else stands, so that the keys of this start are projected at once. */
    @Bean
    Projector projector(List<Projection> projections) {
        return new Projector(projections, Projector.PAUSE);
    }

    /** What is nowhere under {@code /api} is told as the rest of it is, and not by a page. */
    @Bean
    SimpleUrlHandlerMapping nothingElseUnderApi() {
        HttpRequestHandler nothing = (request, response) -> {
            throw new KilnException(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        };
        return new SimpleUrlHandlerMapping(Map.of("/api/**", nothing), AFTER_CONTROLLERS);
    }
}
