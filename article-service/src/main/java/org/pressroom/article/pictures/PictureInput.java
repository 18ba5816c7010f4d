package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that may be anything, from its start to its end, in little memory. What is not there is {@link UnusablePicture}. */
final class PictureInput implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final InputStream file;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long passed;

    PictureInput(Path file) throws IOException {
        this.file = Files.newInputStream(file);
    }

    private boolean fill() throws IOException {
        passed += end;
        at = 0;
        end = Math.max(0, file.read(buffer));
        return end > 0;
    }

    /** How many bytes were read. */
    long position() {
        return passed + at;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return at == end && !fill() ? -1 : buffer[at++] & 0xFF;
    }

    int u8() throws IOException {
        int value = next();
        if (value < 0) {
            throw UnusablePicture.cutOff();
        }
        return value;
    }

    /** 16 bits, the high ones first. */
    int u16() throws IOException {
        return (u8() << 8) | u8();
    }

    /** 16 bits, the low ones first. */
    int u16Little() throws IOException {
        return u8() | (u8() << 8);
    }

    /** 32 bits without a sign, the high ones first. */
    long u32() throws IOException {
        return ((long) u16() << 16) | u16();
    }

    /** 32 bits without a sign, the low ones first. */
    long u32Little() throws IOException {
        return u16Little() | ((long) u16Little() << 16);
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            if (at == end && !fill()) {
                throw UnusablePicture.cutOff();
            }
            int part = Math.min(count - filled, end - at);
            System.arraycopy(buffer, at, bytes, filled, part);
            at += part;
            filled += part;
        }
        return bytes;
    }

    String ascii(int count) throws IOException {
        return new String(bytes(count), StandardCharsets.ISO_8859_1);
    }

    void skip(long count) throws IOException {
        copy(count, OutputStream.nullOutputStream());
    }

    void copy(long count, OutputStream out) throws IOException {
        long left = count;
        while (left > 0) {
            if (at == end && !fill()) {
                throw UnusablePicture.cutOff();
            }
            int part = (int) Math.min(left, end - at);
            out.write(buffer, at, part);
            at += part;
            left -= part;
        }
    }

    /** Copies up to the next byte of ones, which is read and not copied. */
    void copyToOnes(OutputStream out) throws IOException {
        while (true) {
            int start = at;
            while (at < end && buffer[at] != -1) {
                at++;
            }
            out.write(buffer, start, at - start);
            if (at < end) {
                at++;
                return;
            }
            if (!fill()) {
                throw UnusablePicture.cutOff();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
