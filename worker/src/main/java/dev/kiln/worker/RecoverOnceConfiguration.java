package dev.kiln.worker;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.recovery.RecoveryRun;
import dev.kiln.recovery.RecoverySweep;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a process that sweeps once and leaves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kiln.worker.mode", havingValue = "recover-once")
class RecoverOnceConfiguration {
    @Bean
    RecoveryRun recoveryRun(RecoverySweep sweep, QueuePolicy policy) {
        return new RecoveryRun(sweep, policy.lease());
    }
}
