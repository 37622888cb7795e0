package dev.kiln.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectReferenceTest {
    /** Of the three bytes {@code abc}: FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isWrittenAsKeyLengthAndDigest() {
        var reference = ObjectReference.of(new ObjectKey("a/b"), "abc".getBytes(StandardCharsets.UTF_8));

        assertThat(reference.text()).isEqualTo("a/b 3 " + ABC);
        assertThat(ObjectReference.parse(reference.text())).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b 3",
                "a/b 0 " + ABC,
                "a/b -1 " + ABC,
                "a/b 67108865 " + ABC,
                "a/b x " + ABC,
                "../b 3 " + ABC,
                "a/b 3 " + ABC + " more",
                "a/b 3 BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectReference.parse(text));
    }
}
