package org.pressroom.common.markup;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** Makes links of addresses that stand bare in a text, as far as a reader would take them to go: {@link LinkBounds}. */
public final class BareLinks {

    private final LinkExtractor extractor;

    private BareLinks(Set<LinkType> types) {
        extractor = LinkExtractor.builder().linkTypes(types).build();
    }

    /** Links {@code scheme://…}. */
    public static BareLinks ofUrls() {
        return new BareLinks(EnumSet.of(LinkType.URL));
    }

    /** Links {@code scheme://…}, {@code www.…} and addresses of e-mail. */
    public static BareLinks ofUrlsHostsAndMail() {
        return new BareLinks(EnumSet.allOf(LinkType.class));
    }

    void link(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {}

            @Override
            public void visit(Image image) {}

            @Override
            public void visit(Text text) {
                link(text);
            }
        });
    }

    /** Where an address stands in a text. */
    record Address(LinkType type, int from, int to) {}

    /** Those that a text without line breaks has, in order. */
    private List<Address> find(String text) {
        if (!mayLeadSomewhere(text) && text.indexOf('@') < 0) {
            return List.of();
        }
        List<Address> found = new ArrayList<>();
        LinkBounds bounds = new LinkBounds(text);
        while (bounds.next()) {
            for (LinkSpan span : extractor.extractLinks(text.substring(bounds.start(), bounds.end()))) {
                int to = bounds.start() + span.getEndIndex();
                int from = bounds.start() + span.getBeginIndex();
                found.add(new Address(
                        span.getType(),
                        span.getType() == LinkType.EMAIL ? LinkBounds.startOfMailbox(text, from, to) : from,
                        to));
            }
        }
        return found;
    }

    /** Those that a line has as it was typed. In front of one of e-mail nobody can tell markup from its name. */
    List<Address> addresses(String line) {
        return mayLeadSomewhere(line)
                ? find(line).stream()
                        .filter(address -> address.type() != LinkType.EMAIL)
                        .toList()
                : List.of();
    }

    /** Costs less than to look for addresses. */
    private static boolean mayLeadSomewhere(String text) {
        return text.contains("://") || text.contains("www.");
    }

    private void link(Text text) {
        String literal = text.getLiteral();
        int shown = 0;
        for (Address found : find(literal)) {
            if (found.from() > shown) {
                text.insertBefore(new Text(literal.substring(shown, found.from())));
            }
            String address = literal.substring(found.from(), found.to());
            Link link = new Link(destination(found.type(), address), null);
            link.appendChild(new Text(address));
            text.insertBefore(link);
            shown = found.to();
        }
        if (shown == literal.length() && shown > 0) {
            text.unlink();
        } else if (shown > 0) {
            text.setLiteral(literal.substring(shown));
        }
    }

    private static String destination(LinkType type, String address) {
        return switch (type) {
            case EMAIL -> "mailto:" + address;
            case WWW -> "http://" + address;
            case URL -> address;
        };
    }
}
