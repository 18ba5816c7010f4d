package org.pressroom.gateway.site.rendering;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A document of XML 1.0, written from its beginning to its end. Whatever a text holds, it stays text: what would be markup is
 * escaped, and characters that XML cannot have are left out.
 *
 * <pre>{@code
 * XmlDocument.of(xml -> xml.within("feed", () -> xml.element("title", title), "xmlns", ATOM))
 * }</pre>
 *
 * <p>Attributes are names and values by turns; one whose value is null is left out.
 */
public final class XmlDocument {

    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter out;

    private XmlDocument(XMLStreamWriter out) {
        this.out = out;
    }

    /** The whole document, in UTF-8. */
    public static byte[] of(Consumer<XmlDocument> content) {
        // Not to bytes: the writer would tear apart what two characters of Java stand for.
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = WRITERS.createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            content.accept(new XmlDocument(out));
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An element with others in it. */
    public void within(String name, Runnable content, @Nullable String... attributes) {
        try {
            out.writeStartElement(name);
            write(attributes);
            content.run();
            out.writeEndElement();
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    /** An element with text in it; nothing at all where that is null. */
    public void element(String name, @Nullable String text, @Nullable String... attributes) {
        if (text == null) {
            return;
        }
        try {
            out.writeStartElement(name);
            write(attributes);
            out.writeCharacters(allowed(text));
            out.writeEndElement();
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    /** An element with attributes alone. */
    public void empty(String name, @Nullable String... attributes) {
        try {
            out.writeEmptyElement(name);
            write(attributes);
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    private void write(@Nullable String... attributes) throws XMLStreamException {
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.writeAttribute(attributes[i], allowed(value));
            }
        }
    }

    /** The text without what no document can have (XML 1.0, production 2), however it is written. */
    private static String allowed(String text) {
        return text.codePoints().allMatch(XmlDocument::isAllowed)
                ? text
                : text.codePoints()
                        .filter(XmlDocument::isAllowed)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= ' ' && point < Character.MIN_SURROGATE)
                || (point > Character.MAX_SURROGATE && point < 0xFFFE)
                || point >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }

    private static IllegalStateException broken(XMLStreamException impossible) {
        return new IllegalStateException("a document in memory could not be written", impossible);
    }
}
