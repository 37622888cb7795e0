package dev.kiln.ui.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** Something is broken on our side: what happened, the id to quote, and the way to try again. */
public final class Failure extends Div {
    /**
     * @param what what happened, a sentence
     * @param id what to quote to whoever runs Kiln, or null where nothing carries an id
     */
    public Failure(String what, @Nullable String id, Runnable tryAgain) {
        addClassName("kiln-failure");
        getElement().setAttribute("role", "alert");
        add(new StateLabel(StateLabel.Look.FAILED, "Something is broken"), new Paragraph(what));
        if (id != null) {
            var quoted = new Span(id);
            quoted.addClassName("id");
            add(new Paragraph(new Span("Quote this id when you ask for help: "), quoted));
        }
        var button = new Button("Try again", _ -> tryAgain.run());
        button.setId("try-again");
        add(button);
    }
}
