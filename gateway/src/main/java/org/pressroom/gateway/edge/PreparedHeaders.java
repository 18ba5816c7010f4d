package org.pressroom.gateway.edge;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * A head whose lines are bytes already, and what else a connection may set. Netty's encoder writes a name, a colon, a
 * value and the end of the line: what is handed to it as one value are all lines behind the first name.
 */
public final class PreparedHeaders extends DefaultHttpHeaders {

    private final Lines lines;

    public PreparedHeaders(Lines lines) {
        this.lines = lines;
    }

    /** Lines of a head, made once. */
    public record Lines(CharSequence firstName, AsciiString rest) {

        /** @param headers at least one, each of whose names and values fit a line */
        public static Lines of(HttpHeaders headers) {
            StringBuilder text = new StringBuilder();
            String firstName = null;
            for (Map.Entry<String, List<String>> header : headers.headerSet()) {
                for (String value : header.getValue()) {
                    checkFits(header.getKey(), value);
                    if (firstName == null) {
                        firstName = header.getKey();
                    } else {
                        text.append("\r\n").append(header.getKey()).append(": ");
                    }
                    text.append(value);
                }
            }
            if (firstName == null) {
                throw new IllegalArgumentException("a head without lines");
            }
            return new Lines(new AsciiString(firstName), new AsciiString(text));
        }

        /** As Netty checks each header of any other answer. */
        private static void checkFits(String name, String value) {
            new DefaultHttpHeaders().add(name, value);
        }
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        Iterator<Map.Entry<CharSequence, CharSequence>> more = super.iteratorCharSequence();
        return new Iterator<>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                return !begun || more.hasNext();
            }

            @Override
            public Map.Entry<CharSequence, CharSequence> next() {
                if (begun) {
                    return more.next();
                }
                begun = true;
                return Map.entry(lines.firstName(), lines.rest());
            }
        };
    }
}
