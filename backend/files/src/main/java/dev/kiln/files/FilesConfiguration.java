package dev.kiln.files;

import dev.kiln.object.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the store of objects. Import it by name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileObjectProperties.class)
public class FilesConfiguration {
    @Bean
    ObjectStore objectStore(FileObjectProperties properties) {
        return switch (properties.store()) {
            case FILES -> FileObjectStore.open(properties.folder());
        };
    }
}
