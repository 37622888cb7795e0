package dev.kiln.control.web;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/**
 * What is said over a page that the server does not know any more, after a restart or a long absence. Without it Vaadin
 * would reload the page under the hands of whoever types in it.
 */
@Component
public class SystemWords implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().setSystemMessagesProvider(_ -> words());
    }

    private static SystemMessages words() {
        var words = new CustomizedSystemMessages();
        words.setSessionExpiredNotificationEnabled(true);
        words.setSessionExpiredCaption("Your session has ended");
        words.setSessionExpiredMessage(
                "What this browser has saved is still there. Click here or press Escape to sign in again.");
        words.setInternalErrorCaption("Something is broken");
        words.setInternalErrorMessage(
                "What this browser has saved is still there. Click here or press Escape to load the page again.");
        return words;
    }
}
