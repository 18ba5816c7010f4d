package org.pressroom.subscription.smtp;

import java.io.ByteArrayOutputStream;
import org.pressroom.common.PlainJava;

/** Makes content ready for DATA (RFC 5321, section 4.5.2): a leading dot is doubled, and a line with one dot ends it. */
@PlainJava
final class DotStuffing {

    private DotStuffing() {}

    static byte[] apply(byte[] content) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(content.length + 64);
        boolean lineStart = true;
        for (byte b : content) {
            if (lineStart && b == '.') {
                stuffed.write('.');
            }
            stuffed.write(b);
            lineStart = b == '\n';
        }
        if (!lineStart) {
            stuffed.write('\r');
            stuffed.write('\n');
        }
        stuffed.write('.');
        stuffed.write('\r');
        stuffed.write('\n');
        return stuffed.toByteArray();
    }
}
