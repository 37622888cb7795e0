package dev.kiln.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KeySecretTest {
    @Test
    void hashesToTheSameEachTime() {
        KeySecret secret = KeySecret.create();

        assertThat(KeyHash.of(KeySecret.of(secret.reveal()))).isEqualTo(KeyHash.of(secret));
        assertThat(KeyHash.of(KeySecret.create())).isNotEqualTo(KeyHash.of(secret));
    }

    @Test
    void doesNotShowItselfToALogOrInARefusal() {
        assertThat(KeySecret.create()).hasToString("kiln_…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySecret.of("kiln_wrong-secret"))
                .withMessageNotContaining("wrong-secret");
    }
}
