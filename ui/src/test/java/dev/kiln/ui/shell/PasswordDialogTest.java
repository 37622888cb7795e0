package dev.kiln.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.kiln.account.PasswordChange;
import dev.kiln.account.PasswordChange.Answer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ViewPackages(packages = "dev.kiln.ui.component") // no routes: the views are made by hand
class PasswordDialogTest extends BrowserlessTest {
    private final List<String> changes = new ArrayList<>();

    @Test
    void changesThePasswordAndSaysSo() {
        PasswordDialog dialog = open(answering(Answer.CHANGED));

        fill("old password", "a new password", "a new password");

        assertThat(changes).containsExactly("old password -> a new password");
        assertThat(dialog.isOpened()).isFalse();
        assertThat(test(find(Notification.class).single()).getText()).contains("Your password is changed");
    }

    @Test
    void saysThatTheCurrentPasswordIsNotRight() {
        PasswordDialog dialog = open(answering(Answer.WRONG_PASSWORD));

        fill("wrong", "a new password", "a new password");

        assertThat(error("current-password")).isEqualTo("This is not your current password.");
        assertThat(dialog.isOpened()).isTrue();
    }

    @Test
    void saysThatThereWereTooManyTries() {
        open(answering(Answer.THROTTLED));

        fill("wrong", "a new password", "a new password");

        assertThat(error("current-password")).contains("Too many");
    }

    @Test
    void wantsTheNewPasswordTwice() {
        open(answering(Answer.CHANGED));

        fill("old password", "a new password", "another password");

        assertThat(error("repeated-password")).contains("not the same");
        assertThat(changes).isEmpty();
    }

    @Test
    void refusesAPasswordThatIsTooShort() {
        open(answering(Answer.CHANGED));

        fill("old password", "short", "short");

        assertThat(error("new-password")).contains("at least 10 characters");
        assertThat(changes).isEmpty();
    }

    @Test
    void givesAnIdToQuoteWhenThePasswordCannotBeKept() {
        open((current, next) -> {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "The store does not answer.");
        });

        fill("old password", "a new password", "a new password");

        assertThat(error("current-password")).contains("was not changed", "i-");
    }

    private PasswordChange answering(Answer answer) {
        return (current, next) -> {
            changes.add(current.reveal() + " -> " + next.reveal());
            return answer;
        };
    }

    private static PasswordDialog open(PasswordChange passwordChange) {
        var dialog = new PasswordDialog(passwordChange);
        dialog.open();
        roundTrip();
        return dialog;
    }

    private void fill(String current, String next, String repeated) {
        test(field("current-password")).setValue(current);
        test(field("new-password")).setValue(next);
        test(field("repeated-password")).setValue(repeated);
        test(find(Button.class).id("save-password")).click();
    }

    private String error(String id) {
        assertThat(field(id).isInvalid()).isTrue();
        return field(id).getErrorMessage();
    }

    private PasswordField field(String id) {
        return find(PasswordField.class).id(id);
    }
}
