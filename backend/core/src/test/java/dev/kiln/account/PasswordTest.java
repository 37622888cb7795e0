package dev.kiln.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "            ", "ééééééééé"})
    void refusesToTakeAShortOrBlankPassword(String text) {
        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> Password.chosen(text))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refusal.field()).isEqualTo("password");
                });
    }

    @Test
    void countsBytesWhereTheHashFunctionDoes() {
        assertThat(Password.chosen("é".repeat(36)).fits()).isTrue();
        assertThatExceptionOfType(KilnException.class).isThrownBy(() -> Password.chosen("é".repeat(37)));
    }

    @Test
    void takesWhateverSomebodyPresents() {
        assertThat(Password.presented("x".repeat(5000)).fits()).isFalse();
        assertThat(Password.presented("short").fits()).isTrue();
    }

    @Test
    void doesNotShowItselfInALog() {
        assertThat(Password.presented("correct horse")).hasToString("password …");
    }
}
