package dev.kiln.ui.component;

import com.vaadin.flow.component.html.Span;

/** A state as a word with an icon and a colour, the same everywhere. */
public final class StateLabel extends Span {
    /** @param words what the person reads; the look's own word where nothing more is to be said */
    public StateLabel(Look look, String words) {
        addClassNames("kiln-state", look.className);
        add(new KilnIcon(look.className), new Span(words));
    }

    /** How a state looks. */
    public enum Look {
        FINISHED("finished"),
        RUNNING("running"),
        WAITING("waiting"),
        FAILED("failed"),
        DEAD("dead");

        private final String className;

        Look(String className) {
            this.className = className;
        }
    }
}
