package dev.kiln.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentCopyTest {
    private final DocumentCopy copy = new DocumentCopy();

    @BeforeEach
    void open() {
        copy.open(0, "hello");
    }

    @Test
    void followsOperationsInOrder() {
        boolean inStep = copy.apply(operations("""
                [{"version":1,"changes":[{"from":0,"to":1,"insert":"J"},{"from":5,"to":5,"insert":"!"}]},
                 {"version":2,"changes":[{"from":1,"to":5,"insert":""}]}]"""));

        assertThat(inStep).isTrue();
        assertThat(copy.text()).contains("J!");
    }

    @Test
    void countsPositionsInCodeUnitsAsTheBrowserDoes() {
        copy.open(0, "a😀b");

        copy.apply(operations("""
                [{"version":1,"changes":[{"from":3,"to":4,"insert":"c"}]}]"""));

        assertThat(copy.text()).contains("a😀c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"version\":2,\"changes\":[]}]",
                "[{\"version\":1,\"changes\":[{\"from\":0,\"to\":99,\"insert\":\"\"}]}]",
                "[{\"version\":1,\"changes\":[{\"from\":3,\"to\":1,\"insert\":\"\"}]}]",
                "[{\"version\":1,\"changes\":[{\"from\":-1,\"to\":1,\"insert\":\"\"}]}]",
                "[{\"version\":1,\"changes\":[{\"from\":0,\"to\":3,\"insert\":\"\"},{\"from\":2,\"to\":4,\"insert\":\"\"}]}]",
                "[{}]",
                "[7]"
            })
    void isOutOfStepAfterAnOperationThatDoesNotFit(String operations) {
        assertThat(copy.apply(operations(operations))).isFalse();
        assertThat(copy.text()).isEmpty();
    }

    @Test
    void asksOnlyOnceForTheWholeText() {
        copy.apply(operations("[{\"version\":5,\"changes\":[]}]"));

        assertThat(copy.apply(operations("[{\"version\":6,\"changes\":[]}]"))).isTrue();
        assertThat(copy.text()).isEmpty();
    }

    @Test
    void isInStepAgainWithTheWholeText() {
        copy.apply(operations("[{\"version\":5,\"changes\":[]}]"));

        copy.open(7, "again");
        copy.apply(operations("[{\"version\":8,\"changes\":[{\"from\":5,\"to\":5,\"insert\":\".\"}]}]"));

        assertThat(copy.text()).contains("again.");
    }

    @Test
    void keepsNoTextBeyondItsBound() {
        copy.open(0, "x".repeat(DocumentCopy.MAX_LENGTH));

        copy.apply(operations("[{\"version\":1,\"changes\":[{\"from\":0,\"to\":0,\"insert\":\"x\"}]}]"));

        assertThat(copy.text()).isEmpty();
    }

    private static JsonNode operations(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
