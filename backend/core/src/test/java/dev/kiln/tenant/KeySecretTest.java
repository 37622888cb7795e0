package dev.kiln.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeySecretTest {
    @Test
    void hashesToTheSameEachTime() {
        KeySecret secret = KeySecret.create();

        assertThat(KeyHash.of(KeySecret.of(secret.reveal()))).isEqualTo(KeyHash.of(secret));
        assertThat(KeyHash.of(KeySecret.create())).isNotEqualTo(KeyHash.of(secret));
    }

    @Test
    void isTakenFromTheOneHeaderThatCarriesIt() {
        KeySecret secret = KeySecret.create();
        String header = "bEARER  " + secret.reveal() + " ";

        assertThat(KeySecret.ofBearer(List.of(header)).map(KeyHash::of)).contains(KeyHash.of(secret));
        assertThat(KeySecret.ofBearer(List.of())).isEmpty();
        assertThat(KeySecret.ofBearer(List.of(header, header))).isEmpty();
        assertThat(KeySecret.ofBearer(List.of("Basic " + secret.reveal()))).isEmpty();
        assertThat(KeySecret.ofBearer(List.of(secret.reveal()))).isEmpty();
        assertThat(KeySecret.ofBearer(List.of(header + "x"))).isEmpty();
    }

    @Test
    void doesNotShowItselfToALogOrInARefusal() {
        assertThat(KeySecret.create()).hasToString("kiln_…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySecret.of("kiln_wrong-secret"))
                .withMessageNotContaining("wrong-secret");
    }
}
