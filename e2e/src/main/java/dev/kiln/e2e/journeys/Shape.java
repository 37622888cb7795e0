package dev.kiln.e2e.journeys;

import java.util.List;

/** Whether a page holds its shape, whatever texts people and programs put into it. */
final class Shape {
    private static final String EVERY_ELEMENT = """
            const everyElement = (root) => Array.from(root.querySelectorAll('*'))
                .flatMap((element) => element.shadowRoot ? [element, ...everyElement(element.shadowRoot)] : [element]);
            const parent = (element) =>
                element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
            const told = (element) => [element.localName, element.id, element.className].filter((word) => word).join(' ');
            """;
    /** What reaches beyond the window, and what cannot be scrolled into sight in a box that cuts it off. */
    private static final String OVERFLOWING = EVERY_ELEMENT + """
            const cutsOff = (element) => getComputedStyle(element).overflowX !== 'visible';
            const isCutOff = (element) => {
              for (let box = parent(element); box !== null && box !== document.body; box = parent(box)) {
                if (cutsOff(box)) {
                  return true;
                }
              }
              return false;
            };
            const reachesOut = (element) => {
              const { left, right, width } = element.getBoundingClientRect();
              return width > 0 && (right > innerWidth + 1 || left < -1);
            };
            return [
              ...document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [],
              ...everyElement(document.body)
                .filter((element) => reachesOut(element) && element.checkVisibility({ visibilityProperty: true }))
                .filter((element) => !isCutOff(element))
                .map(told),
            ];
            """;
    /** Words of the page itself in which a character stands left of the one before it; programs may write as they like. */
    private static final String REORDERED = EVERY_ELEMENT + """
            const foreign = '.segment:not(.note) .block, .cm-content';
            const range = document.createRange();
            const places = (node) => Array.from(node.data, (_, index) => index)
                .filter((index) => node.data[index].trim() !== '')
                .map((index) => {
                  range.setStart(node, index);
                  range.setEnd(node, index + 1);
                  return range.getBoundingClientRect();
                })
                .filter(({ width }) => width > 0);
            const isReordered = (node) => places(node).some(({ left, top }, index, all) =>
                index > 0 && Math.abs(top - all[index - 1].top) < 2 && left < all[index - 1].left - 0.5);
            return everyElement(document.body)
              .filter((element) => element.closest(foreign) === null && element.checkVisibility())
              .flatMap((element) => Array.from(element.childNodes))
              .filter((node) => node.nodeType === Node.TEXT_NODE && isReordered(node))
              .map((node) => node.data);
            """;

    private final Browser browser;

    Shape(Browser browser) {
        this.browser = browser;
    }

    /** Each element that reaches beyond the window, so that somebody sees only a part of it. */
    List<?> overflowing() {
        return (List<?>) browser.ask(OVERFLOWING);
    }

    /** Each text of the page itself that does not read from left to right. */
    List<?> reordered() {
        return (List<?>) browser.ask(REORDERED);
    }
}
