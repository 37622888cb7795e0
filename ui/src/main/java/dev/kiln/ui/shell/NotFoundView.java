package dev.kiln.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** What an address shows that leads nowhere. It does not repeat the address: whoever made the link chose its words. */
@PageTitle("Not found · Kiln")
@AnonymousAllowed
public final class NotFoundView extends Main implements HasErrorParameter<NotFoundException> {
    public NotFoundView() {
        addClassName("kiln-login");
        var mark = new Span();
        mark.addClassName("mark");
        var title = new H1(mark, new Span("There is nothing here"));
        var explanation = new Paragraph("The address may be mistyped, or what it led to is gone.");
        var home = new Anchor("/", "Open the editor");
        home.setId("home");
        var card = new Div(title, explanation, home);
        card.addClassName("card");
        add(card);
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return HttpStatusCode.NOT_FOUND.getCode();
    }
}
