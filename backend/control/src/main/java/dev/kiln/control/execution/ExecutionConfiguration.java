package dev.kiln.control.execution;

import dev.kiln.client.KilnClient;
import dev.kiln.control.ControlProperties;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.tenant.KeySecret;
import dev.kiln.ui.editor.ClientExecutions;
import dev.kiln.ui.editor.Executions;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way to the execution API. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {
    @Bean
    KilnClient kilnClient(ControlProperties properties, KeySecret controlKey) {
        return KilnClient.builder(properties.apiUrl(), controlKey.reveal()).build();
    }

    @Bean
    LanguageCatalog languageCatalog(ControlProperties properties) {
        return properties.languageFolder().map(LanguageCatalog::load).orElseGet(() -> LanguageCatalog.of(List.of()));
    }

    @Bean
    Executions.OfTenant executions(KilnClient client, LanguageCatalog languages) {
        return ClientExecutions.actingFor(client, languages);
    }
}
