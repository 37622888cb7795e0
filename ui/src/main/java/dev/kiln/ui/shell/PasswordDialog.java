package dev.kiln.ui.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.kiln.account.Password;
import dev.kiln.account.PasswordChange;
import dev.kiln.problem.KilnException;

/** Takes another password for whoever is signed in. */
final class PasswordDialog extends Dialog {
    private final PasswordChange passwordChange;
    private final PasswordField current = new PasswordField("Current password");
    private final PasswordField next = new PasswordField("New password");
    private final PasswordField repeated = new PasswordField("New password again");

    PasswordDialog(PasswordChange passwordChange) {
        this.passwordChange = passwordChange;
        setHeaderTitle("Change password");
        setWidth("360px");
        current.setId("current-password");
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        next.setId("new-password");
        next.setAutocomplete(Autocomplete.NEW_PASSWORD);
        next.setHelperText("At least " + Password.MIN_CHARACTERS + " characters.");
        repeated.setId("repeated-password");
        repeated.setAutocomplete(Autocomplete.NEW_PASSWORD);
        var fields = new Div(current, next, repeated);
        fields.addClassName("kiln-form");
        add(fields);
        var save = new Button("Change password", _ -> change());
        save.setId("save-password");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(this).resetFocusOnActiveElement();
        getFooter().add(new Button("Cancel", _ -> close()), save);
        current.setAutofocus(true);
    }

    private void change() {
        current.setInvalid(false);
        next.setInvalid(false);
        repeated.setInvalid(false);
        if (!next.getValue().equals(repeated.getValue())) {
            refuse(repeated, "This is not the same as the new password.");
            return;
        }
        try {
            take(passwordChange.change(Password.presented(current.getValue()), Password.chosen(next.getValue())));
        } catch (KilnException e) {
            if ("password".equals(e.field())) {
                refuse(next, e.getMessage());
            } else {
                refuse(current, "The password was not changed. Id: " + Incident.report("cannot change a password", e));
            }
        }
    }

    private void take(PasswordChange.Answer answer) {
        switch (answer) {
            case CHANGED -> {
                close();
                Notification.show("Your password is changed. Your other sessions were signed out.")
                        .addThemeVariants(NotificationVariant.SUCCESS);
            }
            case WRONG_PASSWORD -> refuse(current, "This is not your current password.");
            case THROTTLED -> refuse(current, "Too many wrong passwords. Wait a minute, then try again.");
        }
    }

    private static void refuse(PasswordField field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
        field.focus();
    }
}
