package dev.kiln.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Admin", "-a", "a b", "a/b", "é", "a\n"})
    void refusesWhatIsNoName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserName(text));
    }

    @Test
    void forgivesCapitalsAndSpacesThatSomebodyTyped() {
        assertThat(UserName.typed(" Ada@Example.org ")).contains(new UserName("ada@example.org"));
    }

    @Test
    void isEmptyForWhatCanBeNoUsersName() {
        assertThat(UserName.typed("a".repeat(65))).isEmpty();
        assertThat(UserName.typed(" ".repeat(1000))).isEmpty();
        assertThat(UserName.typed("ada<script>")).isEmpty();
    }
}
