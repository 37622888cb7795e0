package dev.kiln.ui.editor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work that may wait, done beside a page: the page's lock is held only to show what came out. */
final class Background {
    private Background() {}

    /**
     * Does the work on a virtual thread and shows its answer or failure in the page of an attached component. A page that
     * was closed meanwhile is shown nothing.
     */
    static <T> void start(
            Component component,
            String name,
            Supplier<T> work,
            Consumer<T> show,
            Consumer<RuntimeException> showFailure) {
        UI ui = component.getUI().orElseThrow(() -> new IllegalStateException("the component is not attached"));
        Thread.ofVirtual().name(name).start(() -> {
            try {
                T answer = work.get();
                show(ui, _ -> show.accept(answer));
            } catch (RuntimeException e) {
                show(ui, _ -> showFailure.accept(e));
            }
        });
    }

    /** Changes the page from any thread; does nothing where it was closed. */
    static void show(UI ui, SerializableConsumer<UI> change) {
        ui.accessLater(() -> change.accept(ui), () -> {}).run();
    }
}
