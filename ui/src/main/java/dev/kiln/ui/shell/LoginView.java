package dev.kiln.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.kiln.ui.component.KilnIcon;
import java.util.regex.Pattern;

/**
 * Signing in, by name and password or by the one-time link that the start prints. Both are plain forms that the browser
 * posts to {@code /login}: {@code username} and {@code password}, or {@code token}. A link alone does nothing, so that a
 * mail scanner or a prefetch does not use it up. {@code ?error} comes back where it failed.
 */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Kiln")
@AnonymousAllowed
public final class LoginView extends Main implements BeforeEnterObserver {
    /** The parameter of the one-time link and of the form that uses it. */
    public static final String TOKEN = "token";

    private static final Pattern TOKEN_SYNTAX = Pattern.compile("[A-Za-z0-9._~-]{1,256}");

    private final Div message = new Div();
    private final Element form = new Element("form");

    public LoginView() {
        addClassName("kiln-login");
        var mark = new Span();
        mark.addClassName("mark");
        var title = new H1(mark, new Span("Sign in to Kiln"));
        message.setId("login-message");
        message.getElement().setAttribute("role", "alert");
        form.setAttribute("method", "post");
        form.setAttribute("action", "login");
        var card = new Div(title, message);
        card.addClassName("card");
        card.getElement().appendChild(form);
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        String token = parameters.getSingleParameter(TOKEN).orElse("");
        form.removeAllChildren();
        message.removeAll();
        if (TOKEN_SYNTAX.matcher(token).matches()) {
            showLink(token);
        } else {
            showPassword();
        }
        showMessage(parameters);
    }

    private void showPassword() {
        var name = new TextField("Name");
        name.setId("login-name");
        name.getElement().setAttribute("name", "username");
        name.setAutocomplete(Autocomplete.USERNAME);
        name.setAutofocus(true);
        var password = new PasswordField("Password");
        password.setId("login-password");
        password.getElement().setAttribute("name", "password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        form.appendChild(
                name.getElement(), password.getElement(), submit("Sign in").getElement());
    }

    private void showLink(String token) {
        var hidden = new Element("input");
        hidden.setAttribute("type", "hidden");
        hidden.setAttribute("name", TOKEN);
        hidden.setAttribute("value", token);
        var explanation = new Paragraph("This link signs you in once, in this browser.");
        form.appendChild(explanation.getElement(), hidden, submit("Sign in").getElement());
    }

    private static NativeButton submit(String words) {
        var button = new NativeButton(words);
        button.setId("login-submit");
        button.addClassNames("kiln-button", "primary");
        button.getElement().setAttribute("type", "submit");
        return button;
    }

    private void showMessage(QueryParameters parameters) {
        if (!parameters.getParameters().containsKey("error")) {
            return;
        }
        String words = switch (parameters.getSingleParameter("error").orElse("")) {
            case "throttled" -> "Too many attempts. Wait a minute, then try again.";
            case "link" -> "This link was used already or is too old. Sign in with your name and password.";
            case "unavailable" -> "Nobody can be signed in right now. Try again in a moment.";
            default -> "Name or password is not right. Check both and try again.";
        };
        var text = new Span(words);
        message.add(new KilnIcon("failed"), text);
    }
}
