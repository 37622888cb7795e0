package dev.kiln.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ArgumentLineTest {
    @Test
    void dividesBySpaces() {
        assertThat(ArgumentLine.parse("  one two\tthree  ")).containsExactly("one", "two", "three");
    }

    @Test
    void isNothingForAnEmptyLine() {
        assertThat(ArgumentLine.parse("   ")).isEmpty();
    }

    @Test
    void keepsQuotedSpaces() {
        assertThat(ArgumentLine.parse("\"a b\" 'c \"d\"' e'f g'h")).containsExactly("a b", "c \"d\"", "ef gh");
    }

    @Test
    void keepsAnEmptyArgument() {
        assertThat(ArgumentLine.parse("\"\" ''")).containsExactly("", "");
    }

    @Test
    void takesTheCharacterAfterABackslashAsItIs() {
        assertThat(ArgumentLine.parse("a\\ b \"\\\"\" '\\' \\\\")).containsExactly("a b", "\"", "\\", "\\");
    }

    @Test
    void expandsNothing() {
        assertThat(ArgumentLine.parse("$HOME `id` *.txt | ;")).containsExactly("$HOME", "`id`", "*.txt", "|", ";");
    }

    @Test
    void saysWhatIsNotClosed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentLine.parse("a 'b"))
                .withMessageContaining("not closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentLine.parse("a\\"))
                .withMessageContaining("backslash");
    }
}
