package org.pressroom.article.rendering;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Pictures of the library in a text: their size, so that nothing moves when they come, and smaller ones for smaller
 * screens. They come when they are scrolled to.
 */
public final class LibraryPictures {

    /** More pictures of one text than these are shown as any others are. */
    private static final int MOST = 500;

    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern MENTION = Pattern.compile("/api/media/(" + ID + ")/");
    private static final Pattern ADDRESS = Pattern.compile("/api/media/(" + ID + ")/[a-z0-9.-]+");

    /** The column of text, and narrow screens whole. */
    private static final String SIZES = "(min-width: 48rem) 46rem, 100vw";

    private LibraryPictures() {}

    /** The pictures that a body may show. */
    public static Set<UUID> in(String body) {
        Set<UUID> found = new LinkedHashSet<>();
        Matcher mentions = MENTION.matcher(body);
        while (found.size() < MOST && mentions.find()) {
            found.add(UUID.fromString(mentions.group(1)));
        }
        return found;
    }

    /** What a writer said about the size of one stays. */
    static void furnish(Document document, Map<UUID, LibraryPicture> known, Room room) {
        if (known.isEmpty()) {
            return;
        }
        for (Element image : document.select("img[src^=/api/media/]")) {
            Matcher address = ADDRESS.matcher(image.attr("src"));
            LibraryPicture picture = address.matches() ? known.get(UUID.fromString(address.group(1))) : null;
            if (picture != null) {
                furnish(image, picture, room);
            }
        }
    }

    private static void furnish(Element image, LibraryPicture picture, Room room) {
        Element furnished = image.clone();
        if (!image.hasAttr("width") && !image.hasAttr("height")) {
            furnished.attr("width", String.valueOf(picture.width()));
            furnished.attr("height", String.valueOf(picture.height()));
        }
        if (!picture.widths().isEmpty()) {
            furnished.attr("srcset", sources(image.attr("src"), picture)).attr("sizes", SIZES);
        }
        if (!image.hasAttr("loading")) {
            furnished.attr("loading", "lazy");
        }
        furnished.attr("decoding", "async");
        if (room.take(Room.bytes(furnished.outerHtml()) - Room.bytes(image.outerHtml()))) {
            image.attributes().addAll(furnished.attributes());
        }
    }

    private static String sources(String address, LibraryPicture picture) {
        List<String> smaller = picture.widths().stream()
                .map(width -> address + "?w=" + width + " " + width + "w")
                .collect(Collectors.toList());
        smaller.add(address + " " + picture.width() + "w");
        return String.join(", ", smaller);
    }
}
