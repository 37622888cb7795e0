package dev.kiln.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.dependency.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NpmVersionsTest {
    /** Vaadin brings it, in a version of its own choice. */
    private static final String BROUGHT_BY_VAADIN = "lit";

    @Test
    void wrappersAskForThePackagesThatTheFrontendIsTestedWith() throws IOException {
        Map<String, String> asked = new TreeMap<>();
        for (NpmPackage npmPackage : CodeEditor.class.getAnnotationsByType(NpmPackage.class)) {
            asked.put(npmPackage.value(), npmPackage.version());
        }

        Map<String, String> tested = dependencies();
        assertThat(tested).containsKey(BROUGHT_BY_VAADIN);
        tested.remove(BROUGHT_BY_VAADIN);
        assertThat(asked).isEqualTo(tested);
    }

    private static Map<String, String> dependencies() throws IOException {
        try (InputStream file = NpmVersionsTest.class.getResourceAsStream("/META-INF/kiln/frontend/package.json")) {
            assertThat(file).as("package.json in the jar of kiln-frontend").isNotNull();
            Map<String, String> dependencies = new TreeMap<>();
            JsonNode node = JsonMapper.shared().readTree(file).required("dependencies");
            node.properties()
                    .forEach(entry ->
                            dependencies.put(entry.getKey(), entry.getValue().stringValue()));
            return dependencies;
        }
    }
}
