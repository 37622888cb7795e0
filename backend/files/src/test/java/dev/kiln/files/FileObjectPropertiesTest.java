package dev.kiln.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FileObjectPropertiesTest {
    @Test
    void keepsObjectsInFilesOfTheHomeFolderUnlessItIsTold() {
        FileObjectProperties bound = bind(Map.of());

        assertThat(bound.store()).isEqualTo(FileObjectProperties.Store.FILES);
        assertThat(bound.folder()).isEqualTo(Path.of(System.getProperty("user.home"), ".kiln", "objects"));
    }

    @Test
    void hasItsNamesInTheEnvironment() {
        FileObjectProperties bound = bind(Map.of("KILN_OBJECTS_STORE", "files", "KILN_OBJECTS_PATH", "/srv/objects"));

        assertThat(bound.folder()).isEqualTo(Path.of("/srv/objects"));
    }

    @Test
    void refusesAStoreThatItDoesNotKnow() {
        assertThatThrownBy(() -> bind(Map.of("KILN_OBJECTS_STORE", "tape")))
                .hasStackTraceContaining("kiln.objects.store");
    }

    private static FileObjectProperties bind(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new Binder(ConfigurationPropertySources.get(environment))
                .bindOrCreate("kiln.objects", FileObjectProperties.class);
    }
}
