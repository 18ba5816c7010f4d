package org.pressroom.subscription.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A text body in seven bits (RFC 2045, section 6): readable where it is mostly ASCII, else base64, which is shorter. */
record TransferEncoding(String name, String body) {

    private static final int LINE = 76;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    static TransferEncoding of(String text) {
        String canonical = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        int outsideAscii = 0;
        for (byte b : bytes) {
            if (b < 0) {
                outsideAscii++;
            }
        }
        return outsideAscii * 6 > bytes.length
                ? new TransferEncoding("base64", Base64.getMimeEncoder().encodeToString(bytes))
                : new TransferEncoding("quoted-printable", quotedPrintable(bytes));
    }

    private static String quotedPrintable(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length + bytes.length / 8);
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r') {
                encoded.append("\r\n");
                column = 0;
                i++;
                continue;
            }
            boolean lineEnds = i + 1 == bytes.length || bytes[i + 1] == '\r';
            boolean literal = isLiteral(bytes[i], lineEnds);
            int width = literal ? 1 : 3;
            if (column + width > LINE - 1) {
                encoded.append("=\r\n");
                column = 0;
            }
            if (literal) {
                encoded.append((char) bytes[i]);
            } else {
                encoded.append('=').append(HEX[bytes[i] >> 4 & 0xF]).append(HEX[bytes[i] & 0xF]);
            }
            column += width;
        }
        return encoded.toString();
    }

    private static boolean isLiteral(byte b, boolean lineEnds) {
        if (b == ' ' || b == '\t') {
            return !lineEnds;
        }
        return b > ' ' && b < 0x7F && b != '=';
    }
}
