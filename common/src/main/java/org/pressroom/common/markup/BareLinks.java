package org.pressroom.common.markup;

import java.util.EnumSet;
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

    private void link(Text text) {
        String literal = text.getLiteral();
        LinkBounds bounds = new LinkBounds(literal);
        int shown = 0;
        while (bounds.next()) {
            for (LinkSpan span : extractor.extractLinks(literal.substring(bounds.start(), bounds.end()))) {
                int to = bounds.start() + span.getEndIndex();
                int from = bounds.start() + span.getBeginIndex();
                if (span.getType() == LinkType.EMAIL) {
                    from = LinkBounds.startOfMailbox(literal, from, to);
                }
                if (from > shown) {
                    text.insertBefore(new Text(literal.substring(shown, from)));
                }
                String address = literal.substring(from, to);
                Link link = new Link(destination(span.getType(), address), null);
                link.appendChild(new Text(address));
                text.insertBefore(link);
                shown = to;
            }
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
