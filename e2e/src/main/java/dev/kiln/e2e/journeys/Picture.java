package dev.kiln.e2e.journeys;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.openqa.selenium.Rectangle;

/** How a page looks at one moment. */
final class Picture {
    /** Beyond an element's edge a ring around it is drawn, CSS pixels. */
    private static final int RING = 3;
    /** Fewer differing pixels are noise. */
    private static final int NOISE = 16;

    private final BufferedImage pixels;

    private Picture(BufferedImage pixels) {
        this.pixels = pixels;
    }

    static Picture of(Browser browser) {
        try {
            return new Picture(ImageIO.read(new ByteArrayInputStream(browser.picture())));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Whether an element and the ring around it look otherwise in another picture of the same size. */
    boolean differsFrom(Picture other, Rectangle element) {
        int differing = 0;
        int right = Math.min(pixels.getWidth(), element.x + element.width + RING);
        int bottom = Math.min(pixels.getHeight(), element.y + element.height + RING);
        for (int x = Math.max(0, element.x - RING); x < right; x++) {
            for (int y = Math.max(0, element.y - RING); y < bottom; y++) {
                differing += pixels.getRGB(x, y) == other.pixels.getRGB(x, y) ? 0 : 1;
            }
        }
        return differing > NOISE;
    }
}
