package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.Locale;

/** What a program wrote, shown as text whatever it is. */
@Tag("kiln-output")
@JsModule("./kiln/output/kiln-output.ts")
public final class ProgramOutput extends Component implements HasSize, HasStyle {
    /** UTF-16 code units that are sent in one call. */
    private static final int PIECE = 256 * 1024;

    /** @param hint what stands there while there is no output */
    public ProgramOutput(String hint) {
        getElement().setProperty("hint", hint);
    }

    /** Adds output, in the order of the calls. */
    public void write(Stream stream, String text) {
        String name = stream.name().toLowerCase(Locale.ROOT);
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            getElement().callJsFunction("write", name, text.substring(from, to));
        }
    }

    /** Removes all output. */
    public void clear() {
        getElement().callJsFunction("clear");
    }

    /** Whom a piece of output comes from; each looks different, not by colour alone. */
    public enum Stream {
        STDOUT,
        STDERR,
        /** What the compile step said. */
        COMPILER,
        /** Kiln's own word about the output. */
        NOTE
    }
}
