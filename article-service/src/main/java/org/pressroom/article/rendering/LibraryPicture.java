package org.pressroom.article.rendering;

import java.util.List;
import org.pressroom.common.PlainJava;

/**
 * A picture of the house's own library, as far as a text that shows it has to know it.
 *
 * @param width,height in pixels
 * @param widths in which smaller ones there are
 */
@PlainJava
public record LibraryPicture(int width, int height, List<Integer> widths) {

    public LibraryPicture {
        widths = List.copyOf(widths);
    }
}
