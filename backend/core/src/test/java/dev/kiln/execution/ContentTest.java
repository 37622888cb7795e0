package dev.kiln.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ContentTest {
    @Test
    void isTextWhereItIsValidUtf8() {
        assertThat(Content.of("grüße 🎉").text()).contains("grüße 🎉");
        assertThat(Content.empty().text()).contains("");
    }

    @Test
    void isNotTextWhereASequenceIsBrokenOrOverlong() {
        assertThat(Content.of(new byte[] {(byte) 0xc3}).text()).isEmpty();
        assertThat(Content.of(new byte[] {(byte) 0xc0, (byte) 0x80}).text()).isEmpty();
        assertThat(Content.of(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})
                        .text())
                .isEmpty();
    }

    @Test
    void comesBackFromBase64() {
        Content content = Content.of(new byte[] {0, 1, (byte) 0xff});

        assertThat(Content.ofBase64(content.toBase64())).isEqualTo(content);
        assertThatIllegalArgumentException().isThrownBy(() -> Content.ofBase64("no base64!"));
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] bytes = {1, 2, 3};
        Content content = Content.of(bytes);
        bytes[0] = 9;
        content.toBytes()[1] = 9;

        assertThat(content.toBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void tellsNothingButItsSizeToALog() {
        assertThat(Content.of("secret")).hasToString("Content[6 bytes]");
    }
}
