package dev.kiln.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.kiln.ui.component.KilnIcon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways to the other pages: an icon and a word each. */
final class Rail extends Nav {
    private static final List<Page> PAGES = List.of(new Page("", "code", "Code"));

    private final Map<Page, Anchor> links = new LinkedHashMap<>();

    Rail() {
        addClassName("kiln-rail");
        getElement().setAttribute("aria-label", "Pages");
        add(brand());
        for (Page page : PAGES) {
            Anchor link = linkTo(page);
            links.put(page, link);
            add(link);
        }
    }

    /** Marks the page that is shown. */
    void showWhere(String path) {
        links.forEach((page, link) -> {
            if (page.path.equals(path)) {
                link.getElement().setAttribute("aria-current", "page");
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        });
    }

    private static Anchor brand() {
        var mark = new Span();
        mark.addClassName("mark");
        var word = new Span("Kiln");
        word.addClassName("word");
        var brand = new Anchor("", mark, word);
        brand.addClassName("brand");
        brand.setAriaLabel("Kiln, first page");
        return brand;
    }

    private static Anchor linkTo(Page page) {
        var word = new Span(page.word);
        word.addClassName("word");
        var link = new Anchor(page.path, new KilnIcon(page.icon), word);
        link.addClassName("page");
        link.setAriaLabel(page.word);
        link.getElement().setAttribute("title", page.word);
        return link;
    }

    private record Page(String path, String icon, String word) {}
}
