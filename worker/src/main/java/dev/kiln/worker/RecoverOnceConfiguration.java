package dev.kiln.worker;

import dev.kiln.recovery.RecoverySweep;
import dev.kiln.worker.recovery.RecoverOnce;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a process that sweeps once and leaves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kiln.worker.mode", havingValue = "recover-once")
class RecoverOnceConfiguration {
    @Bean
    RecoverOnce recoverOnce(RecoverySweep sweep) {
        return new RecoverOnce(sweep);
    }
}
