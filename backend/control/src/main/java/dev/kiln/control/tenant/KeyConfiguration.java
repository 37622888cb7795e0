package dev.kiln.control.tenant;

import dev.kiln.control.ControlProperties;
import dev.kiln.control.SecretFile;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.TenantDirectory;
import java.nio.file.Path;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the keys. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {
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
        return () -> new StartingKeys(keys, tenants).ensure(controlKey, properties.bootstrapKey());
    }

    /** Starts when everything else stands, so that the keys of this start are projected at once. */
    @Bean
    KeyProjector keyProjector(ApiKeys keys, KeyIndex index) {
        return new KeyProjector(keys, index);
    }
}
